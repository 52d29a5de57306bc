package dev.bellhop.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes whose case does not count. */
class MethodsTest {

    private static final String BASE = Methods.DURABLE;

    @ParameterizedTest
    @CsvSource({
        "/Runtime/WebHooks/DurableTask/Instances, /instances",
        "/runtime/webhooks/durabletask/instances/, /instances",
        "/runtime/webhooks/durabletask//INSTANCES/Order%20A, /instances/Order%20A",
        "/runtime/webhooks/durabletask/instances/x/RAISEEVENT/Go, /instances/x/raiseEvent/Go",
        "/runtime/webhooks/durabletask/instances/{name}/raiseevent/{id}, /instances/{name}/raiseEvent/{id}",
        "/runtime/webhooks/durabletask/instances/a;b=c/Terminate, /instances/a%3Bb=c/terminate",
        "/runtime/webhooks/durabletask/orchestrators/Letter/$1, /orchestrators/Letter/$1"
    })
    void the_path_is_brought_into_its_form_and_what_callers_named_is_left(String written, String routed) {
        assertThat(Methods.canonical(written)).isEqualTo(BASE + routed);
        assertThat(Methods.canonical(BASE + routed)).isEqualTo(BASE + routed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/Operations/x",
                "/sources/a;b",
                "/runtime/webhooks/durabletask",
                "/runtime/webhooks/durabletask/instances/x/other",
                "/runtime/webhooks/durabletask/entities/x"
            })
    void other_paths_are_left_as_they_are(String path) {
        assertThat(Methods.canonical(path)).isEqualTo(path);
    }

    @Test
    void a_template_in_a_name_is_no_template() {
        assertThat(Methods.route(BASE + "/instances/x/raiseEvent/go")
                        .orElseThrow()
                        .template())
                .isEqualTo(BASE + "/instances/{id}/raiseEvent/{name}");
        assertThat(Methods.route("/operations/a;b").orElseThrow().parts()).containsEntry("id", "a");
    }
}
