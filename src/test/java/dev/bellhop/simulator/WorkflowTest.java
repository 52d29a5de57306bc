package dev.bellhop.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WorkflowTest {

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void its_callback_url_has_the_shape_of_logic_apps() {
        Workflow workflow = Workflow.fresh(Dialect.LOGIC_APPS, "When", random);
        assertThat(workflow.callbackUrl("https://h:443", random))
                .matches("https://h:443/workflows/[0-9a-f]{32}/triggers/When/paths/invoke"
                        + "\\?api-version=2016-06-01&sp=%2Ftriggers%2FWhen%2Frun&sv=1\\.0&sig=[A-Za-z0-9_-]{43}")
                .contains(workflow.id());
    }

    @Test
    void its_callback_url_has_the_shape_of_power_automate() {
        assertThat(Workflow.fresh(Dialect.POWER_AUTOMATE, "manual", random).callbackUrl("http://h", random))
                .matches("http://h/powerautomate/automations/direct/workflows/[0-9a-f]{32}/triggers/manual/paths/invoke"
                        + "\\?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1\\.0&sig=[A-Za-z0-9_-]{43}");
    }

    @Test
    void the_callback_url_of_an_action_is_for_one_run() {
        Workflow workflow = Workflow.fresh(Dialect.LOGIC_APPS, "Wait", random);
        assertThat(workflow.actionCallbackUrl("http://h", random))
                .matches("http://h/workflows/[0-9a-f]{32}/runs/([0-9a-f]{32})/actions/Wait/run\\?api-version=2016-06-01"
                        + "&sp=%2Fruns%2F\\1%2Factions%2FWait%2Frun&sv=1\\.0&sig=[A-Za-z0-9_-]{43}");
    }

    @Test
    void every_callback_url_has_a_signature_of_its_own() {
        Workflow workflow = Workflow.fresh(Dialect.LOGIC_APPS, "When", random);
        assertThat(workflow.callbackUrl("http://h", random)).isNotEqualTo(workflow.callbackUrl("http://h", random));
    }
}
