package dev.bellhop.api;

import dev.bellhop.access.CallbackPolicy;
import dev.bellhop.access.CallbackUrl;
import dev.bellhop.access.Caller;
import dev.bellhop.access.Right;
import dev.bellhop.access.Vault;
import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.signing.SigningKeys;
import dev.bellhop.api.body.OptionsBody;
import dev.bellhop.api.body.Parameters;
import dev.bellhop.api.body.SecretWish;
import dev.bellhop.api.body.SubscribeBody;
import dev.bellhop.api.body.WorkflowHeaders;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.delivery.Handshakes;
import dev.bellhop.event.Ids;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.LogHead;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Active;
import dev.bellhop.subscription.SubscriptionState.EndReason;
import dev.bellhop.subscription.SubscriptionStore.Selector;
import dev.bellhop.subscription.Subscriptions;
import dev.bellhop.subscription.Workflow;
import dev.bellhop.subscription.options.SubscriptionOptions;
import dev.bellhop.subscription.options.WrittenOptions;
import dev.bellhop.trigger.PollRequest.Start;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The webhook trigger: the engine leaves a callback URL and takes it back. */
@Path("/triggers/{source}")
@Consumes(MediaType.WILDCARD)
public final class SubscribeResource {

    private final Gate gate;
    private final Subscriptions subscriptions;
    private final Handshakes handshakes;
    private final EventLog log;
    private final Tools tools;
    private final InstantSource clock;
    private final Ids ids;

    SubscribeResource(
            Gate gate,
            Subscriptions subscriptions,
            Handshakes handshakes,
            EventLog log,
            Tools tools,
            InstantSource clock,
            Ids ids) {
        this.gate = gate;
        this.subscriptions = subscriptions;
        this.handshakes = handshakes;
        this.log = log;
        this.tools = tools;
        this.clock = clock;
        this.ids = ids;
    }

    /** What subscribing works with. */
    public record Tools(CallbackPolicy policy, Vault vault, PublicUrl publicUrl, SigningSecrets secrets) {

        /** The URL, if it may be called; otherwise the problem. */
        public CallbackUrl callback(@Nullable String text) {
            if (text == null) {
                throw Problem.malformedBody(
                                "The property callbackUrl is missing: send {\"callbackUrl\":\"https://…\"}.")
                        .stop();
            }
            return switch (CallbackUrl.parse(text)) {
                case CallbackUrl.Invalid(String reason) ->
                    throw Problem.callbackRefused(reason).stop();
                case CallbackUrl.Valid(CallbackUrl url) -> {
                    policy.refusal(url).ifPresent(reason -> {
                        throw Problem.callbackRefused(reason).stop();
                    });
                    yield url;
                }
            };
        }

        /** What is wished for; {@code null} if nothing was said. */
        public @Nullable SigningKey key(SecretWish wish) {
            return switch (wish) {
                case SecretWish.Unsaid() -> null;
                case SecretWish.Make(SigningKey.Kind kind) -> secrets.make(kind);
                case SecretWish.Given(SigningKey key) -> key;
            };
        }
    }

    /** Makes signing keys. */
    @FunctionalInterface
    public interface SigningSecrets {
        SigningKey make(SigningKey.Kind kind);
    }

    @POST
    @Path("/subscribe")
    public Uni<Response> subscribe(
            @PathParam("source") String source, byte[] body, @Context HttpServerRequest request) {
        gate.source(request, Right.SUBSCRIBE, source);
        @Nullable String owner = owner(gate.caller(request));
        SubscribeBody wanted = SubscribeBody.read(body);
        CallbackUrl callback = tools.callback(wanted.callbackUrl());
        Instant now = clock.instant();
        SubscriptionOptions options = OptionsBody.usable(WrittenOptions.read(wanted.options()), now);
        SecretWish wish = SecretWish.of(wanted.secret(), wanted.generateSecret());
        @Nullable SigningKey key = tools.key(wish);
        String base = tools.publicUrl().of(request);
        return position(source, Parameters.startFrom(wanted.startFrom()))
                .map(position -> new Subscription(
                        ids.next(),
                        source,
                        callback,
                        WorkflowHeaders.of(request).orElse(null),
                        new Active(),
                        position,
                        now,
                        base,
                        key == null ? null : SigningKeys.of(key),
                        options,
                        owner))
                .flatMap(subscriptions::admit)
                .flatMap(this::agreed)
                .flatMap(subscriptions::subscribe)
                .map(subscribed -> created(subscribed.subscription(), base, wish.isMade() ? key : null));
    }

    /** Who counts for the limit of subscriptions a caller; in local mode nobody does. */
    private static @Nullable String owner(Caller caller) {
        return switch (caller) {
            case Caller.KeyHolder key -> key.name();
            case Caller.TokenHolder token -> token.fullName();
            case Caller.Local local -> null;
            case Caller.Anonymous nobody -> null;
        };
    }

    /** The receiver is asked before anything is stored, also when it was asked before. */
    private Uni<Subscription> agreed(Subscription wanted) {
        return handshakes.ask(wanted).map(outcome -> switch (outcome) {
            case Handshakes.Agreed(SubscriptionOptions options) -> wanted.with(options);
            case Handshakes.Declined(String reason) ->
                throw Problem.handshakeFailed(reason).stop();
        });
    }

    @POST
    @Path("/unsubscribe")
    public Uni<Response> unsubscribe(
            @PathParam("source") String source, byte[] body, @Context HttpServerRequest request) {
        gate.source(request, Right.SUBSCRIBE, source);
        // Late and repeated unsubscribing is normal for engines, so nothing found is no error.
        return selector(source, SubscribeBody.read(body), WorkflowHeaders.of(request))
                .flatMap(named -> named.isPresent()
                        ? subscriptions.end(named.get(), EndReason.UNSUBSCRIBED)
                        : Uni.createFrom().item(List.of()))
                .replaceWith(Response.noContent().build());
    }

    /**
     * The most exact thing that the caller names. If that is over, nothing else is meant: an engine that subscribes a
     * new callback and then takes the old one back must not lose the new one because the workflow is the same.
     */
    private Uni<Optional<Selector>> selector(String source, SubscribeBody body, Optional<Workflow> workflow) {
        if (body.id() != null) {
            // A key that is limited to one source must not reach into another one.
            return subscriptions
                    .store()
                    .find(body.id())
                    .map(found -> found.filter(
                                    subscription -> subscription.source().equals(source))
                            .map(subscription -> new Selector.ById(subscription.id())));
        }
        if (body.callbackUrl() != null) {
            return Uni.createFrom().item(Optional.of(new Selector.ByCallback(source, body.callbackUrl())));
        }
        return Uni.createFrom().item(workflow.map(named -> new Selector.ByWorkflow(source, named)));
    }

    private Uni<Long> position(String source, Start start) {
        LogHead head = log.head(source);
        return switch (start) {
            case Start.Now now -> Uni.createFrom().item(head.newest());
            case Start.Beginning beginning -> Uni.createFrom().item(head.oldest() - 1);
            case Start.After(Instant time) -> log.positionAt(source, time);
            case Start.Resume resume ->
                throw Problem.malformedParameter(
                                "startFrom", "resume", "a subscription is resumed by subscribing again; leave it out")
                        .stop();
        };
    }

    private Response created(Subscription subscription, String base, @Nullable SigningKey made) {
        String token =
                tools.vault().token(Subscription.capability(subscription.id())).reveal();
        return Response.status(201)
                .header(HttpHeaders.LOCATION, base + "/subscriptions/" + subscription.id() + "?token=" + token)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(SubscriptionView.json(subscription, made))
                .build();
    }
}
