package dev.bellhop.api;

import dev.bellhop.access.Right;
import dev.bellhop.access.signing.SigningKey;
import dev.bellhop.access.signing.SigningKey.Kind;
import dev.bellhop.api.SubscribeResource.Tools;
import dev.bellhop.api.body.OptionsBody;
import dev.bellhop.api.body.SecretWish;
import dev.bellhop.api.body.SecretWish.Rotation;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.SubscriptionGate;
import dev.bellhop.log.EventLog;
import dev.bellhop.log.LogHead;
import dev.bellhop.subscription.Subscription;
import dev.bellhop.subscription.SubscriptionState.Ended;
import dev.bellhop.subscription.SubscriptionState.PausedBy;
import dev.bellhop.subscription.Subscriptions;
import dev.bellhop.subscription.options.SubscriptionOptions;
import dev.bellhop.subscription.options.WrittenOptions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Changes of a subscription that is there; its token is the right to all of them. */
@Path("/subscriptions/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class SubscriptionChangesResource {

    private final SubscriptionGate gate;
    private final Subscriptions subscriptions;
    private final EventLog log;
    private final Tools tools;
    private final InstantSource clock;

    SubscriptionChangesResource(
            SubscriptionGate gate, Subscriptions subscriptions, EventLog log, Tools tools, InstantSource clock) {
        this.gate = gate;
        this.subscriptions = subscriptions;
        this.log = log;
        this.tools = tools;
        this.clock = clock;
    }

    @POST
    @Path("/pause")
    public Uni<String> pause(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request, Right.OPERATE);
        return shown(id, subscriptions.pause(id, PausedBy.REQUEST));
    }

    @POST
    @Path("/resume")
    public Uni<String> resume(@PathParam("id") String id, @Context HttpServerRequest request) {
        gate.admit(id, request, Right.OPERATE);
        return shown(id, subscriptions.resume(id));
    }

    /** Merged member by member (RFC 7396), but an option that is an object is replaced as a whole. */
    @PATCH
    public Uni<String> patch(@PathParam("id") String id, byte[] body, @Context HttpServerRequest request) {
        gate.admit(id, request, Right.OPERATE);
        Map<String, @Nullable Object> patch = OptionsBody.patch(body);
        if (patch.containsKey("handshake")) {
            throw Problem.malformedBody("The property 'handshake' cannot be changed, since the receiver is asked when"
                            + " somebody subscribes. Leave it out, or subscribe again with it.")
                    .stop();
        }
        Instant now = clock.instant();
        AtomicReference<Problem.@Nullable Stop> refusal = new AtomicReference<>();
        Uni<Optional<Subscription>> changed = subscriptions.reconfigure(id, before -> {
            try {
                SubscriptionOptions after = OptionsBody.usable(WrittenOptions.patched(before, patch), now);
                refusal.set(null);
                return after;
            } catch (Problem.Stop stop) {
                // Not thrown here: it would undo the changes of others that are written together with this one.
                refusal.set(stop);
                return before;
            }
        });
        return shown(id, changed.invoke(done -> {
            Problem.Stop stop = refusal.get();
            if (done.isPresent() && stop != null) {
                throw stop;
            }
        }));
    }

    @POST
    @Path("/replay")
    public Uni<String> replay(@PathParam("id") String id, byte[] body, @Context HttpServerRequest request) {
        gate.admit(id, request, Right.OPERATE);
        ReplayStart start = ReplayStart.read(body);
        // Another process may have appended what the caller has seen there.
        return open(id).invoke(gate::needSource)
                .call(found -> log.refresh())
                .flatMap(found -> position(found.source(), start))
                .flatMap(position -> shown(id, subscriptions.replay(id, position)));
    }

    @POST
    @Path("/rotate-secret")
    public Uni<String> rotateSecret(@PathParam("id") String id, byte[] body, @Context HttpServerRequest request) {
        gate.admit(id, request, Right.OPERATE);
        Rotation wanted = Rotation.read(body);
        return open(id).flatMap(before -> {
            SecretWish wish = wanted.wish() instanceof SecretWish.Unsaid ? like(before) : wanted.wish();
            SigningKey key = Objects.requireNonNull(tools.key(wish));
            return there(id, subscriptions.rotate(id, key, wanted.overlap()))
                    .map(rotated -> SubscriptionView.json(rotated, wish.isMade() ? key : null));
        });
    }

    private Uni<Long> position(String source, ReplayStart start) {
        LogHead head = log.head(source);
        return switch (start) {
            case ReplayStart.Beginning() -> Uni.createFrom().item(head.oldest() - 1);
            case ReplayStart.Now() -> Uni.createFrom().item(head.newest());
            case ReplayStart.At(Instant time) -> log.positionAt(source, time);
            case ReplayStart.From(long next) -> {
                if (next > head.newest() + 1) {
                    throw Problem.beyondTheLog(next, head.newest()).stop();
                }
                yield Uni.createFrom().item(Math.max(next, head.oldest()) - 1);
            }
        };
    }

    /** Another key of the kind that is there, which is what the receiver can verify. */
    private static SecretWish like(Subscription before) {
        return new SecretWish.Make(
                before.signingKeys() == null
                        ? Kind.HMAC
                        : before.signingKeys().newest().kind());
    }

    private Uni<Subscription> open(String id) {
        return subscriptions.store().find(id).map(found -> {
            Subscription subscription =
                    found.orElseThrow(() -> Problem.unknownSubscription().stop());
            if (subscription.state() instanceof Ended) {
                throw Problem.subscriptionEnded().stop();
            }
            return subscription;
        });
    }

    private Uni<String> shown(String id, Uni<Optional<Subscription>> change) {
        return there(id, change).map(changed -> SubscriptionView.of(changed).encode());
    }

    /** The subscription after the change; a problem if there is none, or none any more. */
    private Uni<Subscription> there(String id, Uni<Optional<Subscription>> change) {
        return change.flatMap(changed -> changed.isPresent() ? Uni.createFrom().item(changed.get()) : open(id));
    }
}
