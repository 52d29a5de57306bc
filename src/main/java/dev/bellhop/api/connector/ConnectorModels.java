package dev.bellhop.api.connector;

import dev.bellhop.access.Caller;
import dev.bellhop.access.Right;
import dev.bellhop.api.DataSchemas;
import dev.bellhop.api.body.Parameters;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.Methods;
import dev.bellhop.api.edge.Problem;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.connector.ActionModel;
import dev.bellhop.connector.ActionModel.Form;
import dev.bellhop.connector.ConnectorModel;
import dev.bellhop.connector.ConnectorSetup;
import dev.bellhop.connector.Credential;
import dev.bellhop.connector.ServiceAddress;
import dev.bellhop.connector.SourceModel;
import dev.bellhop.operation.Actions;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The connector that a caller gets: with the sources that it may do anything with, and with the actions if it may start
 * them, at the address by which it came.
 */
public final class ConnectorModels {

    private static final String KEY = "key";
    private static final String OAUTH = "oauth";

    private final Gate gate;
    private final PublicUrl publicUrl;
    private final Sources sources;
    private final Actions actions;
    private final Settings settings;

    public ConnectorModels(Gate gate, PublicUrl publicUrl, Sources sources, Actions actions, Settings settings) {
        this.gate = gate;
        this.publicUrl = publicUrl;
        this.sources = sources;
        this.actions = actions;
        this.settings = settings;
    }

    /**
     * What is configured.
     *
     * @param credentials of which a connection can show one, the usual one first
     */
    public record Settings(ConnectorSetup.Ready setup, List<Credential> credentials) {}

    /** Passes whoever has any key or token; in local mode anybody. */
    void admit(HttpServerRequest request) {
        gate.known(request);
    }

    /** The model for whoever is admitted. */
    ConnectorModel of(HttpServerRequest request) {
        admit(request);
        Caller caller = gate.caller(request);
        ServiceAddress address = ServiceAddress.of(publicUrl.of(request));
        return new ConnectorModel(
                address,
                credential(new Parameters(request).text("auth")),
                settings.setup().profile(address),
                sources(source -> mayAnything(caller, source.name())),
                caller.may(Right.ACT) ? actions() : List.of());
    }

    /** The model for whoever may do everything; its address is nobody's, since nobody has asked yet. */
    public ConnectorModel whole() {
        ServiceAddress address = ServiceAddress.of("http://localhost");
        return new ConnectorModel(
                address,
                settings.credentials().getFirst(),
                settings.setup().profile(address),
                sources(source -> true),
                actions());
    }

    private static boolean mayAnything(Caller caller, String source) {
        return Arrays.stream(Right.values()).anyMatch(right -> caller.may(right, source));
    }

    private Credential credential(String wanted) {
        List<Credential> known = settings.credentials();
        return switch (wanted) {
            case "" -> known.getFirst();
            case KEY -> chosen(known, Credential.ApiKey.class, wanted);
            case OAUTH -> chosen(known, Credential.OAuth.class, wanted);
            default ->
                throw Problem.malformedParameter("auth", wanted, "it must be " + KEY + " or " + OAUTH)
                        .stop();
        };
    }

    private static Credential chosen(List<Credential> known, Class<? extends Credential> kind, String wanted) {
        return known.stream()
                .filter(kind::isInstance)
                .findFirst()
                .orElseThrow(() -> Problem.malformedParameter(
                                "auth", wanted, "this service takes no such credential; leave it out")
                        .stop());
    }

    private List<SourceModel> sources(Predicate<Source> wanted) {
        List<String> first = settings.setup().first();
        List<Source> ordered = new ArrayList<>();
        first.forEach(name -> sources.find(name).ifPresent(ordered::add));
        sources.all().stream().filter(source -> !first.contains(source.name())).forEach(ordered::add);
        return ordered.stream().filter(wanted).map(ConnectorModels::model).toList();
    }

    private static SourceModel model(Source source) {
        SourceModel.Kind kind = switch (source) {
            case Source.Directory directory -> SourceModel.Kind.FILES;
            case Source.Pushed pushed -> SourceModel.Kind.EVENTS;
            case Source.Notices notices -> SourceModel.Kind.NOTICES;
        };
        return new SourceModel(source.name(), kind, source.title(), source.description(), DataSchemas.of(source));
    }

    private List<ActionModel> actions() {
        return actions.all().stream()
                .map(action -> ActionModel.of(action, forms(action.name())))
                .toList();
    }

    /** Those that there are routes for. */
    private static Set<Form> forms(String action) {
        Set<Form> forms = EnumSet.of(Form.ASYNCHRONOUS);
        if (Methods.of("/actions/" + action + "/run").isPresent()) {
            forms.add(Form.SYNCHRONOUS);
        }
        if (Methods.of("/actions/" + action + "/subscribe").isPresent()) {
            forms.add(Form.CALLBACK);
        }
        return forms;
    }
}
