package dev.bellhop.simulator.webhook;

import dev.bellhop.simulator.wire.Url;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The callback URLs that were given out, and what may still be done with them. For one thread at a time. */
final class CallbackBook {

    private enum State {
        REUSABLE,
        SINGLE_USE,
        USED,
        TAKEN_BACK
    }

    private record Entry(Url url, State state) {

        Entry in(State next) {
            return new Entry(url, next);
        }
    }

    /** @param url the URL that is meant, if it can be told */
    record Verdict(@Nullable String url, @Nullable CallbackProblem problem) {}

    private final Map<String, Entry> byTarget = new HashMap<>();

    void add(String url, boolean singleUse) {
        Url parsed = Url.parse(url)
                .orElseThrow(() -> new IllegalArgumentException("a callback URL is an absolute http or https URL"));
        byTarget.put(target(parsed), new Entry(parsed, singleUse ? State.SINGLE_USE : State.REUSABLE));
    }

    void takeBack(String url) {
        become(url, State.TAKEN_BACK);
    }

    /** The URL was called and the call was accepted. */
    void called(String url) {
        Url.parse(url)
                .map(parsed -> byTarget.get(target(parsed)))
                .filter(entry -> entry.state() == State.SINGLE_USE)
                .ifPresent(entry -> become(url, State.USED));
    }

    Verdict judge(String method, String target, boolean authorized) {
        Entry entry = byTarget.get(target);
        if (entry == null) {
            return unknown(target);
        }
        String url = entry.url().text();
        if (authorized) {
            return new Verdict(url, CallbackProblem.SECOND_AUTHORIZATION);
        }
        return switch (entry.state()) {
            case TAKEN_BACK -> new Verdict(url, CallbackProblem.TAKEN_BACK);
            case USED -> new Verdict(url, CallbackProblem.USED);
            case REUSABLE, SINGLE_USE -> new Verdict(url, method.equals("POST") ? null : CallbackProblem.WRONG_METHOD);
        };
    }

    /** Finds out how the URL was changed: that is what its sender wants to know. */
    private Verdict unknown(String target) {
        String path = target.split("\\?", 2)[0];
        Optional<String> samePath = find(entry -> entry.url().path().equals(path));
        String signature = signature(target);
        if (signature.isEmpty()) {
            return new Verdict(samePath.orElse(null), CallbackProblem.NO_SIGNATURE);
        }
        Optional<String> sameSignature =
                find(entry -> signature(target(entry.url())).equals(signature));
        if (sameSignature.isPresent()) {
            return new Verdict(sameSignature.get(), CallbackProblem.CHANGED_TARGET);
        }
        return new Verdict(
                samePath.orElse(null),
                samePath.isPresent() ? CallbackProblem.CHANGED_SIGNATURE : CallbackProblem.UNKNOWN_TARGET);
    }

    private Optional<String> find(Predicate<Entry> wanted) {
        return byTarget.values().stream()
                .filter(wanted)
                .map(entry -> entry.url().text())
                .findFirst();
    }

    private void become(String url, State state) {
        Url.parse(url).ifPresent(parsed -> byTarget.computeIfPresent(target(parsed), (any, entry) -> entry.in(state)));
    }

    private static String target(Url url) {
        return url.query().isEmpty() ? url.path() : url.path() + '?' + url.query();
    }

    private static String signature(String target) {
        String[] parts = target.split("\\?", 2);
        for (String pair : parts.length == 1 ? new String[0] : parts[1].split("&")) {
            if (pair.startsWith("sig=")) {
                return pair.substring("sig=".length());
            }
        }
        return "";
    }
}
