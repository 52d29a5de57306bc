package dev.bellhop.simulation;

import dev.bellhop.delivery.DeadLetter;
import dev.bellhop.delivery.DeadLetterChoice;
import dev.bellhop.simulation.Faults.Fate;
import dev.bellhop.simulation.Receiver.Arrival;
import dev.bellhop.subscription.Subscriptions;
import dev.bellhop.trigger.PollRequest.Start;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A course of events that is told, not drawn. */
final class Scenario {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int ATTEMPTS_SHOWN = 14;

    private final World world = World.withoutChance();
    private final Site site;
    private final Publisher publisher;
    private final Map<String, Subscriber> subscribers = new TreeMap<>();
    private final List<String> remarks = new ArrayList<>();

    Scenario(Settings settings) {
        this.site = new Site(world, settings);
        this.publisher = new Publisher(site, "publisher");
    }

    Site site() {
        return site;
    }

    /** Subscribes a callback from the beginning of the log on, and returns when that is done. */
    Subscriber subscriber(String name) {
        return subscriber(name, "{}");
    }

    /** Subscribes with these options, as {@link #subscriber(String)} does. */
    Subscriber subscriber(String name, String options) {
        Subscriber subscriber = new Subscriber(site, name, Site.EVENTS, true).wishes(options);
        subscribers.put(name, subscriber);
        subscriber.subscribe(true);
        world.run(SECOND);
        return subscriber;
    }

    PollingCaller pollingCaller() {
        PollingCaller caller = new PollingCaller(site, Site.EVENTS, new Start.Beginning(), 100);
        caller.poll();
        return caller;
    }

    /** Publishes, and returns when that is acknowledged. */
    Scenario publish(int count) {
        publisher.publish(count);
        world.runUntil(publisher::isDone, SECOND, Duration.ofMinutes(5));
        return this;
    }

    Scenario run(Duration length) {
        world.run(length);
        return this;
    }

    /** Runs until everything is delivered or given up, and checks all there is to check. */
    Scenario settle() {
        boolean settled = world.runUntil(site.invariants()::isSettled, Duration.ofMinutes(1), Duration.ofDays(10));
        world.check(settled, "it did not settle within ten days");
        site.invariants().checkEnd();
        world.throwIfViolated();
        return this;
    }

    Scenario next(String effect, Fate fate) {
        site.next(effect, fate);
        return this;
    }

    /** Somebody does something to a subscription. */
    Scenario change(Function<Subscriptions, Uni<?>> what) {
        site.request(node -> what.apply(node.subscriptions()).map(done -> 0), done -> {});
        return run(SECOND);
    }

    Scenario replay(Subscriber subscriber, long position) {
        site.invariants().life(subscriber.id()).replayedFrom(position);
        return change(subscriptions -> subscriptions.replay(subscriber.id(), position));
    }

    /** The state of a subscription, in a word. */
    String state(Subscriber subscriber) {
        return site.stores().state(subscriber.id()).getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    int redrive() {
        List<Integer> counts = new ArrayList<>();
        site.request(node -> node.redrive(DeadLetterChoice.ALL), count -> counts.add(count.orElseThrow()));
        world.run(SECOND);
        return counts.getFirst();
    }

    List<DeadLetter> deadLetters() {
        return site.invariants().lives().stream()
                .flatMap(life -> site.stores().deadLetters(life.id).stream())
                .toList();
    }

    /** A line of the report that only this scenario has. */
    Scenario remark(String format, Object... values) {
        remarks.add(format.formatted(values));
        return this;
    }

    /** Compares what happened with the committed report. */
    void report(String title) {
        List<String> lines = new ArrayList<>();
        lines.add("attempts %d, repeats %d, dead letters %d, missed %d"
                .formatted(
                        site.attempts().count(),
                        site.attempts().repeats(),
                        deadLetters().size(),
                        site.reportedAsMissed()));
        subscribers.forEach((name, subscriber) -> lines.addAll(figures(name, subscriber.receivers())));
        lines.addAll(remarks);
        ScenarioReport.compare(title, lines);
    }

    private static List<String> figures(String name, List<Receiver> receivers) {
        List<Arrival> arrivals = receivers.stream()
                .flatMap(receiver -> receiver.arrivals().stream())
                .toList();
        long taken =
                arrivals.stream().filter(arrival -> arrival.reply().taken()).count();
        Map<Long, List<Arrival>> byPosition =
                arrivals.stream().collect(Collectors.groupingBy(Arrival::position, TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        lines.add("%s: took %d of %d attempts".formatted(name, taken, arrivals.size()));
        // The events that were tried most often tell most.
        byPosition.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .sorted((one, other) -> other.getValue().size() - one.getValue().size())
                .limit(2)
                .forEach(entry -> lines.add("  event %d at %s".formatted(entry.getKey(), times(entry.getValue()))));
        return lines;
    }

    private static String times(List<Arrival> arrivals) {
        return arrivals.stream()
                .limit(ATTEMPTS_SHOWN)
                .map(arrival -> time(arrival.at()) + ' ' + arrival.reply().word())
                .collect(Collectors.joining(", "));
    }

    private static String time(Duration at) {
        long tenths = at.toMillis() / 100;
        String seconds = "%d.%ds".formatted(tenths / 10 % 60, tenths % 10);
        long minutes = at.toMinutes();
        String clock = minutes == 0 ? seconds : "%dm %s".formatted(minutes % 60, seconds);
        return minutes < 60 ? clock : "%dd %dh %s".formatted(at.toDays(), at.toHoursPart(), clock);
    }
}
