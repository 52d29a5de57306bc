package dev.bellhop.simulator;

import dev.bellhop.simulator.wire.Header;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The workflow that a run plays: its identity goes into every request.
 *
 * @param id 32 hexadecimal digits
 * @param trigger name of the trigger or action, as it stands in the code view
 */
public record Workflow(Dialect dialect, String id, String trigger) {

    private static final int ID_BYTES = 16;
    private static final int SIGNATURE_BYTES = 32;

    /** A workflow that nobody has seen before. */
    public static Workflow fresh(Dialect dialect, String trigger, RandomGenerator random) {
        return new Workflow(dialect, hex(random), trigger);
    }

    /**
     * A callback URL of the kind that the engine makes for a trigger. Its signature is a secret, and every byte of it
     * counts.
     *
     * @param base scheme, host and port
     */
    public String callbackUrl(String base, RandomGenerator random) {
        return signed(base + dialect.callbackTarget(id, "triggers/" + trigger, "paths/invoke"), random);
    }

    /** The same for one run of an action. */
    public String actionCallbackUrl(String base, RandomGenerator random) {
        String place = "runs/" + hex(random) + "/actions/" + trigger;
        return signed(base + dialect.callbackTarget(id, place, "run"), random);
    }

    private static String signed(String url, RandomGenerator random) {
        byte[] signature = new byte[SIGNATURE_BYTES];
        random.nextBytes(signature);
        return url + "&sig=" + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    /** The headers that engines add to every request; there is no {@code Accept} among them. */
    List<Header> headers(String run, RandomGenerator random) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("User-Agent", dialect.userAgent(id, "08584" + run.substring(0, 15))));
        headers.add(new Header("Accept-Encoding", "gzip, deflate"));
        headers.add(new Header("Accept-Language", "en"));
        headers.add(new Header("x-ms-workflow-id", id));
        headers.add(new Header("x-ms-workflow-version", "08584" + run.substring(0, 15)));
        headers.add(new Header("x-ms-workflow-name", "simulated"));
        headers.add(new Header("x-ms-workflow-system-id", "/locations/simulated/scaleunits/prod-00/workflows/" + id));
        headers.add(new Header("x-ms-workflow-run-id", run));
        headers.add(new Header("x-ms-workflow-run-tracking-id", run));
        headers.add(new Header("x-ms-workflow-operation-name", trigger));
        headers.add(new Header("x-ms-workflow-subscription-id", "00000000-0000-0000-0000-000000000000"));
        headers.add(new Header("x-ms-workflow-resourcegroup-name", "simulated"));
        headers.add(new Header("x-ms-client-tracking-id", run));
        headers.add(new Header("x-ms-action-tracking-id", run));
        headers.add(new Header("x-ms-correlation-id", run));
        headers.add(new Header("x-ms-execution-location", "simulated"));
        // Whether this one stays the same over retries is documented nowhere, so nobody may count on it.
        headers.add(new Header("x-ms-client-request-id", hex(random)));
        return headers;
    }

    /** The identity of one run, which stays the same over its retries. */
    static String hex(RandomGenerator random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
