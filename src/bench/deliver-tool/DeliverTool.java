import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Measures the delivery of a running Bellhop. Arguments: its URL, its process id, a port for the sink, what, how many. */
final class DeliverTool {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 5;
    private static final int CONCURRENCY = 8;
    private static final int CONNECTIONS_PER_HOST = 256;
    private static final int RATE = 500;
    private static final int WARM_UP_SECONDS = 10;

    private final Bellhop bellhop;
    private final String pid;
    private final Sink sink;

    private DeliverTool(String url, String pid, int port) {
        this.bellhop = new Bellhop(url);
        this.pid = pid;
        this.sink = new Sink(port);
    }

    public static void main(String[] arguments) throws Exception {
        DeliverTool tool = new DeliverTool(arguments[0], arguments[1], Integer.parseInt(arguments[2]));
        int many = Integer.parseInt(arguments[4]);
        switch (arguments[3]) {
            case "one" -> tool.throughput(1, many, CONCURRENCY);
            case "fan" -> tool.throughput(many, 30, CONNECTIONS_PER_HOST);
            case "latency" -> tool.latency(many);
            case "backlog" -> tool.backlog(many);
            case "hanging" -> tool.hanging(many);
            default -> throw new IllegalArgumentException(arguments[3]);
        }
        System.exit(0);
    }

    /** In turn, so that both meet the same noise; the first round, while the compiler of the JVM works, is not counted. */
    private void throughput(int subscriptions, int events, int underWay) {
        int expected = subscriptions * events;
        bellhop.publish("bench", 0, events);
        Bare bare = new Bare(sink.port, bellhop.bodies("bench"), underWay);
        double[] ratios = new double[ROUNDS];
        System.out.printf("%d events to %d subscriptions, %d requests under way%n", events, subscriptions, underWay);
        System.out.println("round  bare/s  bellhop/s  ratio");
        for (int round = 0; round <= ROUNDS; round++) {
            String path = "r" + round + "/";
            sink.begin(expected);
            bare.begin(expected * 3);
            sink.await(expected, PATIENCE);
            double compared = sink.rate();
            sink.begin(expected);
            List<String> made = bellhop.subscribe("bench", "beginning", subscriptions, i -> sink.answering(path + i));
            sink.await(expected, PATIENCE);
            double rate = sink.rate();
            bellhop.unsubscribe(made);
            if (round > 0) {
                ratios[round - 1] = rate / compared;
                System.out.printf("%5d  %6.0f  %9.0f  %5.2f%n", round, compared, rate, rate / compared);
            }
        }
        Arrays.sort(ratios);
        System.out.printf("median ratio %.2f (at least 0.50)%n", ratios[ROUNDS / 2]);
    }

    private void latency(int seconds) {
        List<String> made = bellhop.subscribe("bench", "now", 1, i -> sink.answering("latency"));
        timed("bench", RATE * WARM_UP_SECONDS, RATE);
        timed("bench", RATE * seconds, RATE);
        System.out.printf(
                "%d events/s to one subscription for %d s: p50 %.1f ms (under 10), p99 %.1f ms (under 60), most %.1f ms%n",
                RATE, seconds, sink.latency(0.5), sink.latency(0.99), sink.latency(1));
        bellhop.unsubscribe(made);
    }

    private void backlog(int events) throws IOException, InterruptedException {
        bellhop.subscribe("bench", "now", 1, i -> "http://localhost:1/refused");
        bellhop.subscribe("other", "now", 1, i -> sink.answering("healthy"));
        System.out.println("   backlog  heap-MB  other-p50-ms  other-p99-ms");
        timed("other", 1_000, 100);
        int before = 0;
        for (int backlog : new int[] {0, events / 10, events}) {
            bellhop.publish("bench", before, backlog);
            before = backlog;
            timed("other", 1_000, 100);
            collectGarbage();
            System.out.printf(
                    "%10d  %7d  %12.1f  %12.1f%n", backlog, bellhop.heap(), sink.latency(0.5), sink.latency(0.99));
        }
    }

    private void hanging(int subscriptions) {
        int hanging = subscriptions / 10;
        int healthy = subscriptions - hanging;
        System.out.printf("%d subscriptions, %d of them hang, about 1000 callbacks/s%n", subscriptions, hanging);
        for (boolean ownPort : new boolean[] {true, false}) {
            List<String> bad = bellhop.subscribe("bench", "now", hanging, i -> sink.hanging("h" + i, ownPort));
            List<String> good = bellhop.subscribe("bench", "now", healthy, i -> sink.answering(ownPort + "/" + i));
            every(subscriptions, 5, healthy);
            every(subscriptions, 20, healthy);
            System.out.printf(
                    "hanging on %s: p50 %.0f ms, p95 %.0f ms (under 2000), p99 %.0f ms, %d of %d arrived%n",
                    ownPort ? "a port of their own" : "the port of the others",
                    sink.latency(0.5), sink.latency(0.95), sink.latency(0.99), sink.arrived(), 20 * healthy);
            bellhop.unsubscribe(bad);
            bellhop.unsubscribe(good);
        }
    }

    /** As many events as make a thousand callbacks a second. */
    private void every(int subscriptions, int events, int healthy) {
        sink.begin(events * healthy);
        bellhop.publishSteadily("bench", events, subscriptions * 1_000L);
        sink.await(events * healthy, PATIENCE);
    }

    /** Each event gets to one subscription. */
    private void timed(String source, int events, int perSecond) {
        sink.begin(events);
        bellhop.publishSteadily(source, events, 1_000_000 / perSecond);
        sink.await(events, PATIENCE);
    }

    private void collectGarbage() throws IOException, InterruptedException {
        String jcmd = System.getProperty("java.home") + "/bin/jcmd";
        new ProcessBuilder(jcmd, pid, "GC.run").redirectErrorStream(true).start().waitFor();
    }
}
