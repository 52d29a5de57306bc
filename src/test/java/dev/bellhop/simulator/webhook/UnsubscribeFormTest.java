package dev.bellhop.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.simulator.webhook.HookCalls.Subscription;
import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Outcome;
import dev.bellhop.simulator.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnsubscribeFormTest {

    private static final String SUBSCRIBE = "https://service.example/subscribe";
    private static final String CALLBACK = "http://127.0.0.1:7071/run?sp=%2Fa&sig=abc";
    private static final List<Header> KEYS = List.of(new Header("X-Key", "k"));

    private WebhookSettings.Calls calls = WebhookSettings.Calls.at(SUBSCRIBE, "https://service.example/unsubscribe");

    @Test
    void a_location_is_deleted_without_and_with_the_key_and_once_more() {
        Subscription subscription = subscription("https://service.example/s/1?token=t", "{}");

        Request bare = request(UnsubscribeForm.DELETE_LOCATION, subscription).orElseThrow();
        assertThat(bare.method()).isEqualTo("DELETE");
        assertThat(bare.url()).isEqualTo("https://service.example/s/1?token=t");
        assertThat(bare.headers()).isEmpty();
        assertThat(bare.body()).isNull();
        assertThat(request(UnsubscribeForm.DELETE_LOCATION_WITH_KEY, subscription)
                        .orElseThrow()
                        .headers())
                .isEqualTo(KEYS);
        assertThat(request(UnsubscribeForm.DELETE_LOCATION_AGAIN, subscription)).hasValue(bare);
    }

    @Test
    void a_key_goes_to_no_other_origin() {
        assertThat(List.of(
                        "https://other.example/s/1", "http://service.example/s/1", "https://service.example:8443/s/1"))
                .allSatisfy(location -> assertThat(
                                request(UnsubscribeForm.DELETE_LOCATION_WITH_KEY, subscription(location, "{}")))
                        .isEmpty());
        assertThat(request(UnsubscribeForm.DELETE_LOCATION_WITH_KEY, subscription("https://service.example:443/s", "")))
                .isPresent();
    }

    @Test
    void a_relative_location_is_followed_from_where_it_was_given() {
        assertThat(request(UnsubscribeForm.DELETE_LOCATION, subscription("/s/1", "{}"))
                        .orElseThrow()
                        .url())
                .isEqualTo("https://service.example/s/1");
        assertThat(request(UnsubscribeForm.DELETE_LOCATION, subscription("http://a b/", "{}")))
                .isEmpty();
    }

    @Test
    void an_unsubscribe_url_is_posted_to_in_four_forms() {
        Subscription subscription = subscription("https://service.example/s/1", "{\"id\":\"s1\"}");

        assertThat(posted(UnsubscribeForm.POST_CALLBACK_URL, subscription))
                .isEqualTo("application/json; charset=utf-8 {\"callbackUrl\":\"" + CALLBACK + "\"}");
        assertThat(posted(UnsubscribeForm.POST_ID, subscription))
                .isEqualTo("application/json; charset=utf-8 {\"id\":\"s1\"}");
        assertThat(posted(UnsubscribeForm.POST_BARE_URL, subscription))
                .isEqualTo("text/plain; charset=utf-8 " + CALLBACK);
        assertThat(posted(UnsubscribeForm.POST_EMPTY, subscription)).isEqualTo("nothing");
    }

    @Test
    void an_id_is_repeated_as_it_was_given() {
        assertThat(posted(UnsubscribeForm.POST_ID, subscription(null, "{\"id\":17}")))
                .endsWith("{\"id\":17}");
        assertThat(request(UnsubscribeForm.POST_ID, subscription(null, "{\"id\":{}}")))
                .isEmpty();
        assertThat(request(UnsubscribeForm.POST_ID, subscription(null, "no JSON")))
                .isEmpty();
    }

    @Test
    void what_is_no_id_is_not_repeated() {
        assertThat(List.of("null", "true", "{}", "[1]", "\"\""))
                .allSatisfy(id -> assertThat(
                                request(UnsubscribeForm.POST_ID, subscription(null, "{\"id\":" + id + "}")))
                        .isEmpty());
    }

    @Test
    void a_body_of_ones_own_is_sent_again_to_unsubscribe() {
        calls = calls("{\"hook\":\"@{listCallbackUrl()}\",\"since\":1}");
        assertThat(posted(UnsubscribeForm.POST_CALLBACK_URL, subscription(null, "{}")))
                .endsWith("{\"hook\":\"" + CALLBACK + "\",\"since\":1}");

        calls = calls("@listCallbackUrl()");
        assertThat(posted(UnsubscribeForm.POST_CALLBACK_URL, subscription(null, "{}")))
                .endsWith("{\"callbackUrl\":\"" + CALLBACK + "\"}");
    }

    private static WebhookSettings.Calls calls(String body) {
        return new WebhookSettings.Calls(
                SUBSCRIBE, "POST", body, "https://service.example/unsubscribe", List.of(UnsubscribeForm.values()));
    }

    @Test
    void without_location_and_url_nothing_can_be_used() {
        calls = WebhookSettings.Calls.at(SUBSCRIBE, null);

        assertThat(Arrays.stream(UnsubscribeForm.values()).map(form -> request(form, subscription(null, "{\"id\":1}"))))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void a_subscription_is_described_without_its_secrets() {
        assertThat(subscription(
                                "https://service.example/s/1?token=t0k3n&bare",
                                "{\"id\":\"s1\",\"secret\":\"whsec_abc\"}")
                        .toString())
                .isEqualTo(", Location https://service.example/s/1?token=***&***, id \"s1\", with a secret");
    }

    private String posted(UnsubscribeForm form, Subscription subscription) {
        Request request = request(form, subscription).orElseThrow();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).isEqualTo("https://service.example/unsubscribe");
        assertThat(request.headers()).isEqualTo(KEYS);
        Request.Body body = request.body();
        return body == null ? "nothing" : body.contentType() + ' ' + new String(body.bytes(), StandardCharsets.UTF_8);
    }

    private Optional<Request> request(UnsubscribeForm form, Subscription subscription) {
        return form.request(
                subscription,
                new UnsubscribeForm.Place(calls.subscribeUrl(), calls.body(), calls.unsubscribeUrl(), KEYS));
    }

    private static Subscription subscription(String location, String body) {
        List<Header> headers = location == null ? List.of() : List.of(new Header("Location", location));
        return Subscription.of(
                CALLBACK,
                new Outcome.Answered(new Answer(201, headers, body.getBytes(StandardCharsets.UTF_8))),
                SUBSCRIBE);
    }
}
