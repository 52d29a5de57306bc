package dev.bellhop.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.webhook.AnswerScript.Reply;
import dev.bellhop.simulator.webhook.EventLedger.Arrival;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventLedgerTest {

    private static final Reply ACCEPTED = new Reply.Status(202, null);
    private static final Reply REFUSED = new Reply.Status(503, null);

    private final EventLedger ledger = new EventLedger();

    @Test
    void what_was_refused_may_come_again_until_it_was_accepted() {
        assertThat(ledger.arrived("e", REFUSED)).isEqualTo(Arrival.FIRST);
        assertThat(ledger.arrived("e", new Reply.Reset())).isEqualTo(Arrival.RETRY);
        assertThat(ledger.arrived("e", ACCEPTED)).isEqualTo(Arrival.RETRY);
        assertThat(ledger.arrived("e", ACCEPTED)).isEqualTo(Arrival.REPEATED);
        assertThat(ledger.arrived("e", REFUSED)).isEqualTo(Arrival.REPEATED);
        assertThat(ledger.arrived("e", ACCEPTED)).isEqualTo(Arrival.REPEATED);

        assertThat(ledger.fired()).isEqualTo(3);
        assertThat(ledger.distinct()).isEqualTo(1);
        assertThat(ledger.retries()).isEqualTo(2);
        assertThat(ledger.repeated()).isEqualTo(3);
        assertThat(ledger.refused()).isZero();
    }

    @Test
    void an_answer_that_got_lost_fires_and_excuses_a_repeat() {
        assertThat(ledger.arrived("e", new Reply.Lost())).isEqualTo(Arrival.FIRST);
        assertThat(ledger.arrived("e", ACCEPTED)).isEqualTo(Arrival.RETRY);
        assertThat(ledger.arrived("e", ACCEPTED)).isEqualTo(Arrival.REPEATED);

        assertThat(ledger.fired()).isEqualTo(3);
        assertThat(ledger.distinct()).isEqualTo(1);
        assertThat(ledger.refused()).isZero();
    }

    @Test
    void what_has_no_id_never_comes_again() {
        assertThat(ledger.arrivedWithoutId(ACCEPTED)).isEqualTo(Arrival.FIRST);
        assertThat(ledger.arrivedWithoutId(ACCEPTED)).isEqualTo(Arrival.FIRST);
        assertThat(ledger.arrivedWithoutId(REFUSED)).isEqualTo(Arrival.FIRST);

        assertThat(ledger.distinct()).isEqualTo(2);
        assertThat(ledger.refused()).isEqualTo(1);
    }

    @Test
    void an_answer_that_came_too_late_fires_and_excuses_a_repeat() {
        assertThat(ledger.arrived("e", new Reply.Slow(Duration.ofSeconds(30)))).isEqualTo(Arrival.FIRST);
        assertThat(ledger.arrived("e", ACCEPTED)).isEqualTo(Arrival.RETRY);

        assertThat(ledger.fired()).isEqualTo(2);
        assertThat(ledger.distinct()).isEqualTo(1);
    }
}
