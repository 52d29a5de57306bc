package dev.bellhop.app.command.keys;

import dev.bellhop.app.command.ExitCode;
import dev.bellhop.app.command.ServiceOptions;
import dev.bellhop.app.command.TerminalScreen;
import dev.bellhop.simulator.Tone;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.HttpWire;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.time.Duration;
import java.util.function.ToIntFunction;

/** One request about keys, and what to say if it is not answered as it should be. */
record KeysCall(ServiceOptions service, TerminalScreen screen) {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

    String url() {
        return service.base() + "/keys";
    }

    /** Returns the exit code; that of a success is the other's to say. */
    int send(Request request, ToIntFunction<Answer> success) throws InterruptedException {
        try (HttpWire wire = new HttpWire(ANSWER_MAX)) {
            return switch (service.send(wire, request)) {
                case Outcome.Unanswered(String reason) -> {
                    screen.line(Tone.BAD, service.base() + " does not answer: " + reason);
                    yield ExitCode.UNREACHABLE;
                }
                case Outcome.Answered(Answer answer) when answer.isSuccess() -> success.applyAsInt(answer);
                case Outcome.Answered(Answer answer) -> {
                    screen.line(Tone.BAD, ServiceOptions.problem(answer));
                    yield ExitCode.NOT_FINE;
                }
            };
        }
    }
}
