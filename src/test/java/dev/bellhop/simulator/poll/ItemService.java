package dev.bellhop.simulator.poll;

import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Url;
import dev.bellhop.simulator.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A polling trigger that does everything right: its state is the number of items that the caller has. */
class ItemService implements Wire {

    static final String URL = "http://items/poll";

    final List<Request> requests = new ArrayList<>();
    /** Items there are. */
    int count;
    /** Items in one answer; 0 for one that is no array. */
    int page;

    @Override
    public Outcome send(Request request) {
        requests.add(request);
        Map<String, String> query = query(request.url());
        int from = Integer.parseInt(query.getOrDefault("state", query.containsKey("all") ? "0" : "-1"));
        return new Outcome.Answered(
                from < 0 ? nothing(query, count) : from >= count ? nothing(query, from) : items(query, from));
    }

    private Answer items(Map<String, String> query, int from) {
        int to = Math.min(count, from + Math.max(1, page));
        String items = IntStream.range(from, to)
                .mapToObj(n -> "{\"id\":\"item-" + n + "\"}")
                .collect(Collectors.joining(","));
        return answer(200, query, to, to < count ? "0" : "15", page == 0 ? items : "[" + items + "]");
    }

    Answer nothing(Map<String, String> query, int state) {
        return answer(202, query, state, "15", "");
    }

    Answer answer(int status, Map<String, String> query, int state, String retryAfter, String body) {
        Map<String, String> next = new TreeMap<>(query);
        next.put("state", Integer.toString(state));
        String location = next.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining("&", URL + "?", ""));
        return new Answer(
                status,
                List.of(new Header("Location", location), new Header("Retry-After", retryAfter)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> query(String url) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : Url.parse(url).orElseThrow().pairs()) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return query;
    }
}
