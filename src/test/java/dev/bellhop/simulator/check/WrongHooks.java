package dev.bellhop.simulator.check;

import static dev.bellhop.simulator.check.Replies.as;
import static dev.bellhop.simulator.check.Replies.on;
import static dev.bellhop.simulator.check.Replies.reply;
import static dev.bellhop.simulator.check.Replies.with;
import static dev.bellhop.simulator.check.Replies.without;
import static dev.bellhop.simulator.check.WrongService.wrong;

import dev.bellhop.simulator.wire.Answer;
import dev.bellhop.simulator.wire.Header;
import dev.bellhop.simulator.wire.Request;
import dev.bellhop.simulator.wire.Wire;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Webhook triggers with one mistake each: those of the well-known samples, and others that were seen in the field. */
final class WrongHooks {

    static final List<WrongService> ALL = List.of(
            hook("200 for a subscription", on(201, as(200)), "subscribe-created"),
            hook("a refused subscription", on(201, as(403)), "subscribe-accepted"),
            hook("a redirect", on(201, as(307)), "no-redirect"),
            hook("Location without the port", with("Location", it -> it.replace(":8443", "")), "location-port"),
            hook("http behind TLS", with("Location", it -> it.replace("https:", "http:")), "location-scheme"),
            hook("the inner host", with("Location", it -> it.replace("service.example", "pod-7")), "location-host"),
            hook("no Location", without("Location"), "location-present"),
            hook("a static list without deduplication", StaticList::new, "subscribe-idempotent", "callback-once"),
            hook("a conflict the second time", Conflict::new, "subscribe-idempotent"),
            hook("415 for text", NoText::new, "subscribe-as-text", "no-accept-needed"),
            hook("400 for text", TextRefused::new, "subscribe-as-text"),
            hook(
                    "no unsubscribing",
                    on(204, as(405)),
                    "unsubscribe-accepted",
                    "unsubscribe-forms",
                    "unsubscribe-unknown",
                    "unsubscribe-without-key"),
            hook("404 the second time", Forgetful::new, "unsubscribe-repeated"),
            hook("one form of unsubscribing", OneForm::new, "unsubscribe-forms"),
            hook("404 for a stranger", NoStrangers::new, "unsubscribe-unknown"),
            hook("DELETE needs the key", Locked::new, "unsubscribe-without-key"),
            hook("calls on after unsubscribing", Deaf::new, "callback-ends"),
            hook("one item is not called back", Lossy::new, "callback-arrives"),
            hook(
                    "PUT instead of POST",
                    () -> new Changed() {
                        @Override
                        Request changed(Request request) {
                            return request.by("PUT");
                        }
                    },
                    "callback-post"),
            hook(
                    "a decoded callback URL",
                    () -> new Changed() {
                        @Override
                        Request changed(Request request) {
                            return new Request(
                                    "POST", request.url().replace("%2F", "/"), request.headers(), request.body());
                        }
                    },
                    "callback-target"),
            hook(
                    "a lost signature",
                    () -> new Changed() {
                        @Override
                        Request changed(Request request) {
                            return new Request(
                                    "POST",
                                    request.url().replaceFirst("&sig=.*", ""),
                                    request.headers(),
                                    request.body());
                        }
                    },
                    "callback-target"),
            hook(
                    "an Authorization header",
                    () -> new Changed() {
                        @Override
                        Request changed(Request request) {
                            return request.with(List.of(new Header("Authorization", "Bearer abc")));
                        }
                    },
                    "callback-no-authorization"),
            hook(
                    "a form instead of JSON",
                    () -> new Changed() {
                        @Override
                        Request changed(Request request) {
                            return new Request(
                                    "POST",
                                    request.url(),
                                    request.headers(),
                                    new Request.Body(
                                            "application/x-www-form-urlencoded",
                                            request.body().bytes()));
                        }
                    },
                    "callback-json"),
            hook("no second attempt", GivesUp::new, "callback-retried"),
            hook("another id at the second attempt", NewId::new, "callback-retried"),
            hook("no signature", Unsigned::new, "callback-signed"),
            hook("a wrong signature", WronglySigned::new, "callback-signed"));

    private WrongHooks() {}

    private static WrongService hook(String mistake, Supplier<Wire> service, String... breaks) {
        return wrong(mistake, pace -> service.get(), breaks);
    }

    private static WrongService hook(String mistake, UnaryOperator<Answer> spoil, String... breaks) {
        return wrong(mistake, pace -> Replies.spoilt(new HookService(), spoil), breaks);
    }

    private static class StaticList extends HookService {
        @Override
        Answer subscribe(String callback) {
            String id = "s" + callbacks.size();
            callbacks.put(id, callback);
            return reply(201, "", "Location", ORIGIN + "/subscriptions/" + id);
        }

        @Override
        Answer delete(Request request, String id) {
            callbacks.clear();
            return super.delete(request, id);
        }
    }

    private static class Conflict extends HookService {
        @Override
        Answer subscribe(String callback) {
            return callbacks.containsValue(callback) ? reply(409, "") : super.subscribe(callback);
        }
    }

    private static class NoText extends HookService {
        @Override
        Answer answer(Request request) throws InterruptedException {
            boolean text = isSubscribedAsText(request);
            return text ? reply(415, "") : super.answer(request);
        }
    }

    private static class TextRefused extends HookService {
        @Override
        Answer answer(Request request) throws InterruptedException {
            return isSubscribedAsText(request) ? reply(400, "") : super.answer(request);
        }
    }

    private static boolean isSubscribedAsText(Request request) {
        return request.url().equals(HookService.SUBSCRIBE)
                && request.body().contentType().startsWith("text/plain");
    }

    private static class Forgetful extends HookService {
        @Override
        Answer delete(Request request, String id) {
            return callbacks.containsKey(id) ? super.delete(request, id) : reply(404, "");
        }
    }

    private static class NoStrangers extends HookService {
        private final Set<String> known = new HashSet<>();

        @Override
        Answer subscribe(String callback) {
            known.add(callback);
            return super.subscribe(callback);
        }

        @Override
        Answer unsubscribe(String body) {
            boolean stranger = body.contains("callbackUrl") && known.stream().noneMatch(body::contains);
            return stranger ? reply(404, "") : super.unsubscribe(body);
        }
    }

    private static class OneForm extends HookService {
        @Override
        Answer unsubscribe(String body) {
            return body.contains("callbackUrl") ? super.unsubscribe(body) : reply(400, "");
        }
    }

    private static class Locked extends HookService {
        @Override
        Answer delete(Request request, String id) {
            return JobService.isKeyWrong(request) ? reply(401, "") : super.delete(request, id);
        }
    }

    private static class Deaf extends HookService {
        @Override
        Answer delete(Request request, String id) {
            return reply(204, "");
        }

        @Override
        Answer unsubscribe(String body) {
            return reply(204, "");
        }
    }

    private static class Lossy extends HookService {
        @Override
        void deliver(String callback, String id, String body) throws InterruptedException {
            if (!id.equals("e3")) {
                super.deliver(callback, id, body);
            }
        }
    }

    /** Calls back in another way. */
    private abstract static class Changed extends HookService {
        abstract Request changed(Request request);

        @Override
        boolean attempt(String callback, String id, String body) throws InterruptedException {
            return out.send(changed(Request.post(callback, body).with(headers(id, body))))
                    .answered()
                    .map(Answer::isSuccess)
                    .orElse(false);
        }
    }

    private static class GivesUp extends HookService {
        @Override
        void deliver(String callback, String id, String body) throws InterruptedException {
            boolean ignored = attempt(callback, id, body);
        }
    }

    private static class NewId extends HookService {
        private int attempts;

        @Override
        boolean attempt(String callback, String id, String body) throws InterruptedException {
            return super.attempt(callback, id + "-" + ++attempts, body);
        }
    }

    private static class Unsigned extends HookService {
        @Override
        List<Header> headers(String id, String body) {
            return List.of(new Header("webhook-id", id));
        }
    }

    private static class WronglySigned extends HookService {
        @Override
        List<Header> headers(String id, String body) {
            return super.headers(id, body + ' ');
        }
    }
}
