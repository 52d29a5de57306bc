package dev.bellhop.simulator.check.exchange;

import dev.bellhop.simulator.wire.Url;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state inside a Location: the parameter that the called URL does not have.
 *
 * @param url where the Location leads
 * @param pair name and value as they are written
 */
public record StateText(String url, String pair) {

    private static final Pattern CULTURE = Pattern.compile(
            "(?s).*\\b\\d{1,2}([/.])\\d{1,2}\\1\\d{4}\\b.*|.*\\b\\d{4}/\\d{1,2}/\\d{1,2}\\b.*|.*\\d [AP]M\\b.*");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d)?)?([.,]\\d+)?(Z|[+ -]\\d\\d:?\\d\\d)?");
    private static final Pattern PRECISE = Pattern.compile(".*:\\d\\d[.,]\\d+(Z|[+ -]\\d\\d:?\\d\\d)");
    private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{9,10}");
    /** A number of so many digits may be a counter, unless it is near to now. */
    private static final Duration NEAR = Duration.ofDays(400);

    public static Optional<StateText> of(String called, Exchange poll) {
        List<String> known = Url.parse(called).map(Url::pairs).orElse(List.of());
        String next = poll.next(called);
        return Url.parse(next).stream()
                .flatMap(url -> url.pairs().stream())
                .filter(pair -> !known.contains(pair) && pair.contains("="))
                .min(Comparator.comparing(pair -> !Links.isState(Links.name(pair))))
                .map(pair -> new StateText(next, pair));
    }

    public String value() {
        return Links.decoded(pair.substring(pair.indexOf('=') + 1));
    }

    /** The same URL with another state. */
    public String with(String value) {
        String changed = pair.substring(0, pair.indexOf('=') + 1) + URLEncoder.encode(value, StandardCharsets.UTF_8);
        int query = url.indexOf('?') + 1;
        return Stream.of(url.substring(query).split("&"))
                .map(each -> each.equals(pair) ? changed : each)
                .collect(Collectors.joining("&", url.substring(0, query), ""));
    }

    /** Whether it is a time in the manner of one country. */
    public boolean isCultural() {
        return CULTURE.matcher(value()).matches();
    }

    /** Whether it is nothing but a time, without a zone or without fractions of a second. */
    public boolean isCoarseTime(Instant now) {
        String value = value();
        if (EPOCH_SECONDS.matcher(value).matches()) {
            return Duration.between(Instant.ofEpochSecond(Long.parseLong(value)), now)
                            .abs()
                            .compareTo(NEAR)
                    < 0;
        }
        return TIME.matcher(value).matches() && !PRECISE.matcher(value).matches();
    }
}
