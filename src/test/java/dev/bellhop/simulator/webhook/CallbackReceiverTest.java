package dev.bellhop.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.simulator.Dialect;
import dev.bellhop.simulator.VirtualPace;
import dev.bellhop.simulator.Workflow;
import dev.bellhop.simulator.webhook.AnswerScript.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class CallbackReceiverTest {

    private static final String HOST = "127.0.0.1";
    /** Ten real seconds in virtual time: long enough never to be the reason for a failure. */
    private static final Duration LONG = Duration.ofSeconds(1_000);

    private final VirtualPace pace = new VirtualPace();
    private final SplittableRandom random = new SplittableRandom(7);
    private final Workflow workflow = Workflow.fresh(Dialect.LOGIC_APPS, "When_called", random);
    private final Caller caller = new Caller();

    @AfterEach
    void close() {
        caller.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_callback_to_the_url_as_given_is_accepted_and_kept(Dialect dialect) throws Exception {
        try (CallbackReceiver receiver = receiver("202")) {
            String url = Workflow.fresh(dialect, "When_called", random).callbackUrl(receiver.baseUrl(), random);
            receiver.register(url);

            int status = caller.post(url, "{\"id\":\"1\"}", "webhook-id", "msg_1");

            Callback callback = receiver.next(LONG).orElseThrow();
            assertThat(status).isEqualTo(202);
            assertThat(callback.problem()).isNull();
            assertThat(callback.url()).isEqualTo(url);
            assertThat(receiver.baseUrl() + callback.target()).isEqualTo(url);
            assertThat(callback.method()).isEqualTo("POST");
            assertThat(callback.text()).isEqualTo("{\"id\":\"1\"}");
            assertThat(callback.header("Webhook-Id")).hasValue("msg_1");
            assertThat(callback.at()).isEqualTo(pace.instant());
            assertThat(callback.answered()).isEqualTo(new Reply.Status(202, null));
            assertThat(callback.toString()).doesNotContain("sig");
        }
    }

    @Test
    void a_url_that_was_changed_in_any_byte_is_refused_with_what_was_changed() throws Exception {
        try (CallbackReceiver receiver = receiver("202")) {
            String url = registered(receiver);

            assertThat(List.of(
                            caller.post(url.replace("%2F", "/"), ""),
                            caller.post(url.replace("sv=1.0", "sv=1.0&more=1"), ""),
                            caller.post(url.replace("/paths/invoke", "/run"), ""),
                            caller.post(url + "A", ""),
                            caller.post(url.replaceFirst("&sig=.*", ""), ""),
                            caller.post(url.replace("&sig=", "&amp;sig="), ""),
                            caller.post(receiver.baseUrl() + "/elsewhere?sig=abc", "")))
                    .containsOnly(401);
            assertThat(receiver.next(7, LONG).stream().map(Callback::problem))
                    .containsExactly(
                            CallbackProblem.CHANGED_TARGET,
                            CallbackProblem.CHANGED_TARGET,
                            CallbackProblem.CHANGED_TARGET,
                            CallbackProblem.CHANGED_SIGNATURE,
                            CallbackProblem.NO_SIGNATURE,
                            CallbackProblem.NO_SIGNATURE,
                            CallbackProblem.UNKNOWN_TARGET);
        }
    }

    @Test
    void an_authorization_header_beside_the_signature_is_refused() throws Exception {
        try (CallbackReceiver receiver = receiver("202")) {
            var answer = caller.send("POST", registered(receiver), "{}", "Authorization", "Bearer x");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("\"code\":\"DirectApiRequestHasMoreThanOneAuthorization\"");
            assertThat(receiver.next(LONG).orElseThrow().problem()).isEqualTo(CallbackProblem.SECOND_AUTHORIZATION);
        }
    }

    @Test
    void only_post_is_a_callback() throws Exception {
        try (CallbackReceiver receiver = receiver("202")) {
            String url = registered(receiver);

            assertThat(caller.send("PUT", url, "{}").statusCode()).isEqualTo(405);
            assertThat(caller.send("HEAD", url, "").statusCode()).isEqualTo(405);
            assertThat(receiver.next(LONG).orElseThrow().problem()).isEqualTo(CallbackProblem.WRONG_METHOD);
        }
    }

    @Test
    void a_url_that_was_taken_back_is_refused_until_it_is_given_out_again() throws Exception {
        try (CallbackReceiver receiver = receiver("202")) {
            String url = registered(receiver);
            receiver.unregister(url);

            assertThat(caller.post(url, "")).isEqualTo(404);
            assertThat(receiver.next(LONG).orElseThrow().problem()).isEqualTo(CallbackProblem.TAKEN_BACK);

            receiver.register(url);
            assertThat(caller.post(url, "")).isEqualTo(202);
        }
    }

    @Test
    void a_url_for_one_call_is_used_up_by_the_first_call_that_is_accepted() throws Exception {
        try (CallbackReceiver receiver = receiver("503,200")) {
            String url = url(receiver);
            receiver.registerOnce(url);

            assertThat(caller.post(url, "")).isEqualTo(503);
            assertThat(caller.post(url, "")).isEqualTo(200);
            assertThat(caller.post(url, "")).isEqualTo(404);
            assertThat(receiver.next(3, LONG).getLast().problem()).isEqualTo(CallbackProblem.USED);
        }
    }

    @Test
    void wrong_calls_do_not_use_up_the_script() throws Exception {
        try (CallbackReceiver receiver = receiver("429/5,200")) {
            String url = registered(receiver);
            caller.post(url + "A", "");

            var first = caller.send("POST", url, "");

            assertThat(first.statusCode()).isEqualTo(429);
            assertThat(first.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(caller.post(url, "")).isEqualTo(200);
        }
    }

    @Test
    void a_reset_comes_after_the_callback_was_received() throws Exception {
        try (CallbackReceiver receiver = receiver("reset")) {
            String url = registered(receiver);

            assertThatIllegalStateException().isThrownBy(() -> caller.post(url, "{\"id\":\"1\"}"));
            assertThat(receiver.next(LONG).orElseThrow().text()).isEqualTo("{\"id\":\"1\"}");
        }
    }

    @Test
    void a_slow_answer_comes_late() throws Exception {
        try (CallbackReceiver receiver = receiver("slow/1")) {
            CompletableFuture<?> answer = caller.begin(registered(receiver), "");

            assertThat(receiver.next(LONG)).isPresent();
            assertThat(answer).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_hanging_answer_ends_with_the_receiver() throws Exception {
        CompletableFuture<?> answer;
        try (CallbackReceiver receiver = receiver("hang")) {
            answer = caller.begin(registered(receiver), "");
            assertThat(receiver.next(LONG)).isPresent();
            assertThat(answer).isNotDone();
        }
        CompletableFuture<?> ended = answer;
        assertThatThrownBy(() -> ended.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void an_answer_that_gets_lost_was_a_callback_all_the_same() throws Exception {
        try (CallbackReceiver receiver = receiver("202")) {
            receiver.losesAnswers(() -> true);
            String url = registered(receiver);

            assertThatIllegalStateException().isThrownBy(() -> caller.post(url, ""));
            assertThat(receiver.next(LONG).orElseThrow().answered()).isEqualTo(new Reply.Lost());
        }
    }

    @Test
    void of_many_calls_at_once_of_a_url_for_one_call_one_is_accepted_and_none_is_forgotten() throws Exception {
        try (CallbackReceiver receiver = receiver("202")) {
            String url = url(receiver);
            receiver.registerOnce(url);

            var calls = IntStream.range(0, 20)
                    .mapToObj(any -> caller.begin(url, ""))
                    .toList();

            assertThat(calls.stream().map(call -> call.join().statusCode()).filter(status -> status == 202))
                    .hasSize(1);
            assertThat(receiver.next(20, LONG)).hasSize(20);
        }
    }

    @Test
    void waiting_ends_when_nothing_comes() throws Exception {
        try (CallbackReceiver receiver = receiver("202")) {
            assertThat(receiver.next(Duration.ofSeconds(1))).isEmpty();
            assertThat(receiver.next(3, Duration.ofSeconds(1))).isEmpty();
        }
    }

    @Test
    void behind_a_tunnel_the_urls_begin_with_its_address() throws Exception {
        try (CallbackReceiver receiver =
                CallbackReceiver.open(HOST, 0, "https://abc.example:443/", AnswerScript.parse("202"), pace)) {
            assertThat(receiver.baseUrl()).isEqualTo("https://abc.example:443");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallbackReceiver.open(HOST, 0, "abc.example", AnswerScript.parse("202"), pace))
                .withMessageContaining("write scheme, host and port");
    }

    @Test
    void a_receiver_on_all_addresses_names_one_that_can_be_called() throws Exception {
        try (CallbackReceiver receiver = CallbackReceiver.open("0.0.0.0", 0, null, AnswerScript.parse("202"), pace)) {
            assertThat(receiver.baseUrl()).startsWith("http://localhost:").doesNotEndWith(":0");
        }
    }

    private CallbackReceiver receiver(String script) throws IOException {
        return CallbackReceiver.open(HOST, 0, null, AnswerScript.parse(script), pace);
    }

    private String url(CallbackReceiver receiver) {
        return workflow.callbackUrl(receiver.baseUrl(), random);
    }

    private String registered(CallbackReceiver receiver) {
        String url = url(receiver);
        receiver.register(url);
        return url;
    }
}
