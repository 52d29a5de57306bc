package dev.bellhop.app.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.Caller.TokenHolder;
import dev.bellhop.api.edge.BearerTokens.Finding;
import dev.bellhop.api.edge.BearerTokens.Invalid;
import dev.bellhop.api.edge.BearerTokens.Unknown;
import dev.bellhop.api.edge.BearerTokens.Valid;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often an issuer that is away is asked, and who waits for whom. */
class IssuerContactTest {

    private static final Finding AWAY = new Unknown(5);
    private static final Finding GOOD = new Valid(new TokenHolder("somebody", List.of()));
    private static final Finding BAD = new Invalid("it has expired (exp)");

    private final AtomicLong nanos = new AtomicLong();
    private final IssuerContact contact = new IssuerContact(nanos::get);
    private final List<UniEmitter<? super Finding>> asked = new ArrayList<>();
    private final List<Finding> answers = new ArrayList<>();

    @Test
    void those_who_come_while_the_first_one_asks_wait_and_then_ask_for_themselves() {
        check();
        check();
        check();
        assertThat(asked).as("at first").hasSize(1);
        answer(BAD);
        assertThat(answers).as("what the first one found is its own").containsExactly(BAD);
        assertThat(asked).hasSize(2);
        answer(GOOD);
        answer(GOOD);
        assertThat(answers).containsExactly(BAD, GOOD, GOOD);
    }

    @Test
    void once_it_answered_everybody_asks_at_the_same_time() {
        check();
        answer(GOOD);
        check();
        check();
        assertThat(asked).hasSize(2);
    }

    @Test
    void an_issuer_that_is_away_is_asked_again_after_a_while() {
        check();
        check();
        answer(AWAY);
        assertThat(answers).containsExactly(AWAY, AWAY);
        pass(4);
        check();
        assertThat(answers).as("nobody was asked").hasSize(3).last().isEqualTo(new Unknown(1));
        pass(1);
        check();
        assertThat(answers).hasSize(3);
        answer(GOOD);
        assertThat(answers).last().isEqualTo(GOOD);
    }

    @Test
    void a_key_that_is_not_known_is_only_refused_if_the_keys_could_be_had() {
        check();
        answer(GOOD);
        check();
        answer(TokenFailure.UNKNOWN_KEY);
        check();
        answer(AWAY);
        pass(2);
        check();
        answer(TokenFailure.UNKNOWN_KEY);
        check();
        answer(BAD);
        pass(3);
        check();
        answer(TokenFailure.UNKNOWN_KEY);
        assertThat(answers)
                .containsExactly(GOOD, TokenFailure.UNKNOWN_KEY, AWAY, new Unknown(3), BAD, TokenFailure.UNKNOWN_KEY);
    }

    private void check() {
        contact.check(() -> Uni.createFrom().emitter(asked::add)).subscribe().with(answers::add);
    }

    private void answer(Finding finding) {
        asked.removeFirst().complete(finding);
    }

    private void pass(long seconds) {
        nanos.addAndGet(seconds * 1_000_000_000L);
    }
}
