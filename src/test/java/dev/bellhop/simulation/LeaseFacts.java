package dev.bellhop.simulation;

import dev.bellhop.lease.Lease;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who truly holds which lease: what the database answered when it answered it. */
final class LeaseFacts {

    private final Site site;
    private final Map<String, Held> leases = new TreeMap<>();

    LeaseFacts(Site site) {
        this.site = site;
    }

    private record Held(String node, Lease lease) {}

    void given(String node, List<Lease> given) {
        site.world().trace("%s holds %s", node, given);
        given.forEach(lease -> leases.put(lease.name(), new Held(node, lease)));
    }

    void released(Collection<String> names, String node) {
        site.world().trace("%s releases %s", node, names);
        names.forEach(
                name -> leases.computeIfPresent(name, (any, held) -> held.node().equals(node) ? null : held));
    }

    boolean isHeldBy(String node, String name) {
        Held held = leases.get(name);
        return held != null && held.node().equals(node) && isValid(held);
    }

    boolean isNewest(Lease lease) {
        Held held = leases.get(lease.name());
        return held == null || held.lease().epoch() == lease.epoch();
    }

    Set<String> valid() {
        return leases.entrySet().stream()
                .filter(entry -> isValid(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean isValid(Held held) {
        return held.lease().until().isAfter(site.world().now());
    }
}
