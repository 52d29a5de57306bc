package dev.bellhop.simulator.check;

import dev.bellhop.simulator.check.exchange.Links;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Url;
import dev.bellhop.simulator.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers for services in tests, and ways to spoil them. */
final class Replies {

    private Replies() {}

    static Answer reply(int status, String body, String... headers) {
        List<Header> all = new ArrayList<>();
        for (int index = 0; index < headers.length; index += 2) {
            all.add(new Header(headers[index], headers[index + 1]));
        }
        if (!body.isEmpty()) {
            all.add(new Header("Content-Type", "application/json"));
        }
        return new Answer(status, all, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The wire, with each of its answers spoilt. */
    static Wire spoilt(Wire wire, UnaryOperator<Answer> mistake) {
        return request -> switch (wire.send(request)) {
            case Outcome.Answered(Answer answer) -> new Outcome.Answered(mistake.apply(answer));
            case Outcome.Unanswered unanswered -> unanswered;
        };
    }

    static UnaryOperator<Answer> with(String name, UnaryOperator<String> change) {
        return answer -> new Answer(
                answer.status(),
                answer.headers().stream()
                        .map(header ->
                                header.name().equals(name) ? new Header(name, change.apply(header.value())) : header)
                        .toList(),
                answer.body());
    }

    static UnaryOperator<Answer> without(String name) {
        return answer -> new Answer(
                answer.status(),
                answer.headers().stream()
                        .filter(header -> !header.name().equals(name))
                        .toList(),
                answer.body());
    }

    static UnaryOperator<Answer> on(int status, UnaryOperator<Answer> mistake) {
        return answer -> answer.status() == status ? mistake.apply(answer) : answer;
    }

    static UnaryOperator<Answer> as(int status) {
        return answer -> new Answer(status, answer.headers(), answer.body());
    }

    static Optional<String> parameter(Request request, String name) {
        return Url.parse(request.url()).orElseThrow().pairs().stream()
                .filter(pair -> pair.startsWith(name + '='))
                .map(pair -> Links.decoded(pair.substring(name.length() + 1)))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    static Optional<String> header(Request request, String name) {
        return request.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    static String path(Request request) {
        return Url.parse(request.url()).orElseThrow().path();
    }
}
