package dev.bellhop.simulation;

import dev.bellhop.event.Ids;
import dev.bellhop.simulation.Faults.Fate;
import dev.bellhop.testing.SeededIds;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/** Everything there is in one world: the database, the processes over it, the receivers and the way between them. */
final class Site {

    static final String EVENTS = "events";
    static final String INBOX = "inbox";
    static final String SEND = "send";
    static final List<String> SOURCES = List.of(EVENTS, INBOX);
    static final Duration CALLER_PATIENCE = Duration.ofSeconds(30);

    private static final Duration RESTART_MAX = Duration.ofSeconds(10);
    private static final Logger QUIET = Logger.getLogger("dev.bellhop");

    private final World world;
    private final Settings settings;
    private final Ids ids;
    private final RandomGenerator jitter;
    private final Stores stores;
    private final Invariants invariants;
    private final Map<String, Receiver> receivers = new TreeMap<>();
    private final Map<String, Incarnation> nodes = new TreeMap<>();
    private final List<Incarnation> incarnations = new ArrayList<>();
    private final Attempts attempts;
    private final Map<String, Fate> scripted = new HashMap<>();
    private Faults faults = Faults.none();
    private long troubleAt = Long.MIN_VALUE / 2;
    private long restartAt = Long.MIN_VALUE / 2;

    Site(World world, Settings settings) {
        QUIET.setLevel(Level.OFF);
        this.world = world;
        this.settings = settings;
        this.jitter = new Random(world.chance().nextLong());
        this.ids = shortened(new SeededIds(world.chance().nextLong()));
        this.stores = Stores.empty(world.clock(), ids);
        this.invariants = new Invariants(this);
        this.attempts = new Attempts(this);
        for (int i = 0; i < settings.nodes(); i++) {
            start(String.valueOf((char) ('A' + i)), 1, skew());
        }
        run(Duration.ofSeconds(2));
    }

    /** Short enough to be read in a trace. */
    private static Ids shortened(Ids ids) {
        return () -> ids.next().substring(0, 6);
    }

    World world() {
        return world;
    }

    /** Spreads the retries, in worlds without chance too. */
    RandomGenerator jitter() {
        return jitter;
    }

    Settings settings() {
        return settings;
    }

    Ids ids() {
        return ids;
    }

    Stores stores() {
        return stores;
    }

    Invariants invariants() {
        return invariants;
    }

    Attempts attempts() {
        return attempts;
    }

    Faults faults() {
        return faults;
    }

    /** What becomes of the next effect of this name, such as {@code append}, {@code save} or {@code send}. */
    void next(String effect, Fate fate) {
        scripted.put(effect, fate);
    }

    Fate fateOf(String effect) {
        Fate wanted = scripted.remove(effect);
        if (wanted != null) {
            return wanted;
        }
        return effect.equals(SEND) ? faults.ofAttempt(world) : faults.ofStoreCall(world);
    }

    void suffer(Faults mixture) {
        faults = mixture;
    }

    void run(Duration length) {
        world.run(length);
    }

    /** The process that is the node now, dead or alive. */
    Incarnation node(String name) {
        return nodes.get(name);
    }

    List<Incarnation> nodes() {
        return List.copyOf(nodes.values());
    }

    Receiver receiver(String url) {
        return receivers.computeIfAbsent(url, any -> new Receiver(any, this));
    }

    List<Receiver> receivers() {
        return List.copyOf(receivers.values());
    }

    /** The present callback of a subscription. */
    Receiver receiver(Life life) {
        return receiver(life.callback.whole().reveal());
    }

    /** What all processes, the dead ones too, reported as missed. */
    long reportedAsMissed() {
        return incarnations.stream().mapToLong(any -> any.report().missed()).sum();
    }

    void restart(String node, int number, Duration skew) {
        world.after(world.between(Duration.ofSeconds(1), RESTART_MAX), () -> start(node, number, skew));
    }

    private void start(String node, int number, Duration skew) {
        Incarnation incarnation = new Incarnation(this, new Host(this, node, number, skew));
        nodes.put(node, incarnation);
        incarnations.add(incarnation);
        incarnation.start();
    }

    private Duration skew() {
        return world.between(
                settings.clocks().skewMax().negated(), settings.clocks().skewMax());
    }

    void setClock(Duration by) {
        world.trace("the clock is set by %s", by);
        world.setClock(by);
        trouble(true);
    }

    /**
     * Something went wrong just now.
     *
     * @param deliveriesBeginAnew whether what was delivered and not stored may be delivered again because of it
     */
    void trouble(boolean deliveriesBeginAnew) {
        troubleAt = world.nanos();
        if (deliveriesBeginAnew) {
            restartAt = world.nanos();
        }
    }

    /** When anything went wrong last. */
    long troubleAt() {
        return troubleAt;
    }

    /** When something went wrong last that excuses repeats. */
    long restartAt() {
        return restartAt;
    }

    /**
     * A caller's request to any of the nodes, as a load balancer spreads them.
     *
     * @param then told of the answer; of none if it was an error, was lost, or took too long
     */
    <T> void request(Function<Incarnation, Uni<T>> call, Consumer<Optional<T>> then) {
        Request<T> request = new Request<>(then);
        world.after(CALLER_PATIENCE, () -> request.hear(Optional.empty()));
        world.after(Faults.travel(world), () -> {
            Incarnation node = world.oneOf(nodes());
            if (!node.isReady()) {
                request.hear(Optional.empty());
                return;
            }
            node.host()
                    .run(
                            Duration.ZERO,
                            () -> call.apply(node)
                                    .subscribe()
                                    .with(
                                            answer -> request.answer(Optional.of(answer)),
                                            error -> request.answer(Optional.empty())));
        });
    }

    private final class Request<T> {
        private final Consumer<Optional<T>> then;
        private boolean heard;

        Request(Consumer<Optional<T>> then) {
            this.then = then;
        }

        void answer(Optional<T> answer) {
            if (world.happens(faults.lose())) {
                world.trace("an answer is lost on its way to a caller");
            } else {
                world.after(Faults.travel(world), () -> hear(answer));
            }
        }

        void hear(Optional<T> answer) {
            if (!heard) {
                heard = true;
                then.accept(answer);
            }
        }
    }
}
