package dev.bellhop.simulation;

import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.trigger.PollRequest.Start;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A world in which everybody does by chance what people, engines and machines do, until it calms down. */
final class RandomCourse {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SETTLES_WITHIN = Duration.ofHours(12);
    private static final List<String> WISHES = List.of(
            "{}",
            "{}",
            "{\"ordered\":true}",
            "{\"batch\":10}",
            "{\"batch\":{\"max\":5,\"seconds\":3}}",
            "{\"ordered\":true,\"batch\":4}");

    private static final Behaviour THROTTLING = Behaviour.throttling();

    private static final List<Behaviour> HOPELESS = List.of(
            Behaviour.always(Reply.failed(500)),
            Behaviour.always(Reply.reset(false)),
            Behaviour.always(Reply.silence(false)),
            Behaviour.always(Reply.denied(404)));

    private static final List<Behaviour> TEMPERS = List.of(
            Behaviour.healthy(),
            Behaviour.slow(),
            Behaviour.flaky(),
            THROTTLING,
            Behaviour.picky(),
            HOPELESS.get(0),
            HOPELESS.get(1),
            HOPELESS.get(2),
            HOPELESS.get(3));

    private final World world;
    private final Site site;
    private final Path folder;
    private final Duration length;
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<PollingCaller> pollers = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private int files;

    private RandomCourse(long seed, Path folder) {
        this.world = World.byChance(seed);
        this.folder = folder;
        Settings settings = Settings.small(1 + world.below(2));
        if (world.below(4) == 0) {
            settings = settings.keeping(10 + world.below(20), 20 + world.below(60));
        }
        if (world.below(5) == 0) {
            settings = settings.withInbox(folder);
        }
        this.site = new Site(world, settings);
        this.length = MINUTE.multipliedBy(2 + world.below(10));
    }

    /** Plays it and returns its fingerprint. */
    static long play(long seed, Path folder) {
        RandomCourse course = new RandomCourse(seed, folder);
        course.begin();
        course.site.suffer(Faults.drawn(course.world));
        course.site.run(course.length);
        course.calmDown();
        return course.world.fingerprint();
    }

    private void begin() {
        for (int i = 0; i <= world.below(3); i++) {
            Publisher publisher = new Publisher(site, "publisher" + i);
            publisher.keepPublishing(length, Duration.ofSeconds(5 + world.below(30)));
            publishers.add(publisher);
        }
        for (int i = 0; i <= world.below(3); i++) {
            Start start = world.below(2) == 0 ? new Start.Beginning() : new Start.Resume("reader" + i);
            PollingCaller poller = new PollingCaller(site, world.oneOf(Site.SOURCES), start, 1 + world.below(8));
            poller.poll();
            pollers.add(poller);
            if (start instanceof Start.Resume) {
                nowAndThen(MINUTE.multipliedBy(4), poller::edit);
            }
        }
        for (int i = 0; i <= world.below(4); i++) {
            beginSubscriber(new Subscriber(site, "workflow" + i, world.oneOf(Site.SOURCES), world.below(3) > 0));
        }
        nowAndThen(MINUTE.multipliedBy(3), this::redrive);
        nowAndThen(MINUTE, this::moveClock);
        nowAndThen(MINUTE.multipliedBy(4), this::restart);
        if (site.settings().inbox().isPresent()) {
            nowAndThen(Duration.ofSeconds(20), this::writeFile);
        }
    }

    private void beginSubscriber(Subscriber subscriber) {
        subscribers.add(subscriber);
        boolean steady = world.below(3) == 0;
        if (steady) {
            subscriber.receiver().isSteadyFromNow();
        } else {
            nowAndThen(MINUTE.multipliedBy(2), () -> subscriber.receiver().behaves(world.oneOf(TEMPERS)));
            nowAndThen(MINUTE.multipliedBy(3), () -> act(subscriber));
        }
        subscriber.wishes(world.oneOf(WISHES));
        world.after(world.between(Duration.ZERO, MINUTE), () -> subscriber.subscribe(world.below(2) == 0));
    }

    private void act(Subscriber subscriber) {
        switch (world.below(5)) {
            case 0 -> subscriber.unsubscribe();
            case 1 -> subscriber.receiver().behaves(Behaviour.always(Reply.gone()));
            case 2 -> subscriber.subscribe(false);
            default -> subscriber.save();
        }
    }

    private void redrive() {
        site.request(node -> node.redrive(DeadLetterChoice.ALL), count -> {});
    }

    private void restart() {
        Incarnation node = world.oneOf(site.nodes());
        if (node.isReady()) {
            node.stop();
        }
    }

    private void moveClock() {
        if (world.happens(site.faults().clockJump())) {
            Duration by = world.between(MINUTE.negated().multipliedBy(60), MINUTE.multipliedBy(60));
            site.setClock(by);
        }
    }

    private void writeFile() {
        try {
            // Times come from the world: those of this machine would make every run another one.
            Path file = Files.writeString(folder.resolve("file" + ++files), "content");
            Files.setLastModifiedTime(file, FileTime.fromMillis(files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At random moments about so far apart, until the wild time is over. */
    private void nowAndThen(Duration apart, Runnable what) {
        world.after(world.between(Duration.ZERO, apart.multipliedBy(2)), () -> {
            if (world.nanos() < length.toNanos()) {
                what.run();
                nowAndThen(apart, what);
            }
        });
    }

    private void calmDown() {
        world.trace("nothing goes wrong any more");
        site.suffer(Faults.none());
        subscribers.forEach(subscriber -> {
            if (world.below(4) > 0) {
                subscriber.receiver().behaves(Behaviour.healthy());
            }
        });
        // A target that never takes anything is never given up, and one that asks for minutes each time takes days.
        site.receivers().stream()
                .filter(receiver -> HOPELESS.contains(receiver.behaviour()) || receiver.behaviour() == THROTTLING)
                .forEach(receiver -> receiver.behaves(Behaviour.healthy()));
        boolean settled = world.runUntil(this::isSettled, Duration.ofSeconds(5), SETTLES_WITHIN);
        if (!settled) {
            site.invariants()
                    .lives()
                    .forEach(life ->
                            world.violation("not settled: %s", site.invariants().open(life)));
            world.throwIfViolated();
        }
        site.run(MINUTE);
        site.invariants().takeCalls();
        site.run(MINUTE);
        Map<String, Integer> calls = site.invariants().takeCalls();
        // Nothing is new, so nothing is asked for but heads, leases and the list of subscriptions.
        if (calls.containsKey("DeliveryStore.save") || calls.containsKey("SubscriptionStore.find")) {
            world.violation("a quiet site does not come to rest: %s", calls);
        }
        site.invariants().checkEnd();
        long announced = site.invariants().logs().newest(Site.INBOX);
        world.check(announced == files, "%d files were announced %d times", files, announced);
        world.throwIfViolated();
    }

    private boolean isSettled() {
        return publishers.stream().allMatch(Publisher::isDone)
                && site.invariants().logs().newest(Site.INBOX) >= files
                && pollers.stream().allMatch(PollingCaller::hasAll)
                && site.invariants().isSettled();
    }
}
