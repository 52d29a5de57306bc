package dev.bellhop.lease;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Leases as the database keeps them: at most one owner a name at any time. */
public interface LeaseStore {

    /**
     * Takes those of the names that are free, expired or already the owner's.
     *
     * @return the leases that the owner has now; a name held by somebody else is missing
     */
    Uni<List<Lease>> claim(Collection<String> names, String owner, Instant now, Instant until);

    /** Prolongs all leases of the owner that have not expired; returns what the owner still has. */
    Uni<List<Lease>> renew(String owner, Instant now, Instant until);

    /** Gives up the named leases, so that others need not wait until they expire. */
    Uni<Void> release(Collection<String> names, String owner);
}
