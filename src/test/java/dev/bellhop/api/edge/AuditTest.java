package dev.bellhop.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a line of the audit says. */
class AuditTest {

    @Test
    void a_new_subscription_is_named_by_its_location_without_the_token() {
        assertThat(line(
                        "POST",
                        "/triggers/orders/subscribe",
                        "https://b.example/subscriptions/x/subscriptions/4f?token=t"))
                .isEqualTo("caller=shop method=POST route=/triggers/{source}/subscribe source=orders subscription=4f"
                        + " key=- path=- status=200");
    }

    @Test
    void a_change_of_a_subscription_names_it() {
        assertThat(line("PATCH", "/subscriptions/4f", null))
                .isEqualTo("caller=shop method=PATCH route=/subscriptions/{id} source=- subscription=4f key=- path=-"
                        + " status=200");
    }

    @Test
    void a_file_is_named_as_in_the_url_so_that_it_cannot_make_a_line_of_its_own() {
        assertThat(line("PUT", "/sources/in/files/a%0Acaller=owner%20x/b.txt", "/sources/in/files/a%0A"))
                .isEqualTo("caller=shop method=PUT route=/sources/{source}/files/{path} source=in subscription=-"
                        + " key=- path=a%0Acaller=owner%20x/b.txt status=200");
    }

    @Test
    void a_started_operation_is_named_by_its_location_without_the_token() {
        assertThat(line("POST", "/actions/files-list", "https://b.example/operations/4f?token=t"))
                .isEqualTo("caller=shop method=POST route=/actions/{action} action=files-list operation=4f event=-"
                        + " status=200");
    }

    @Test
    void an_event_for_an_operation_names_both() {
        assertThat(line("POST", "/operations/4f/events/go", null))
                .isEqualTo("caller=shop method=POST route=/operations/{id}/events/{name} action=- operation=4f event=go"
                        + " status=200");
    }

    @Test
    void dead_letters_are_of_no_one_thing() {
        assertThat(line("POST", "//dead-letters/redrive/", null))
                .contains("route=/dead-letters/redrive source=- subscription=- key=- path=-");
    }

    @Test
    void a_key_is_named_when_it_is_created_and_when_it_is_revoked() {
        assertThat(line("POST", "/keys", "https://b.example/keys/x/keys/trial"))
                .isEqualTo("caller=shop method=POST route=/keys source=- subscription=- key=trial path=- status=200");
        assertThat(line("DELETE", "/keys/tri%0Aal", null))
                .isEqualTo("caller=shop method=DELETE route=/keys/{name} source=- subscription=- key=tri%0Aal path=-"
                        + " status=200");
    }

    private static String line(String method, String path, @Nullable String location) {
        return Audit.line("shop", method, Methods.route(path).orElseThrow(), 200, location);
    }
}
