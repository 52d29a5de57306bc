package dev.bellhop.connector;

import dev.bellhop.connector.ActionModel.Form;
import dev.bellhop.connector.SourceModel.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Connectors to look at. */
public final class Models {

    public static final ServiceAddress ADDRESS = ServiceAddress.of("https://bellhop.example.org/prefix");

    public static final Credential.OAuth ENTRA = new Credential.OAuth(
            "https://login.microsoftonline.com/t/oauth2/v2.0/authorize",
            "https://login.microsoftonline.com/t/oauth2/v2.0/token",
            List.of("api://bellhop/.default"),
            "c1",
            new Credential.Entra("https://login.microsoftonline.com", "t", "api://bellhop"));

    static final Profile PROFILE = new Profile(
            "Bellhop",
            "Example",
            "Example Ltd",
            "Help desk",
            "help@example.org",
            "https://example.org",
            "https://example.org/privacy");

    private static final String FILE = """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["path"],
             "properties":{"path":{"type":"string","title":"Path"},"size":{"type":"integer"}}}""";
    private static final String ANYTHING = "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"}";

    private Models() {}

    /** Two sources, Bellhop's own, and two actions in all their forms. */
    public static ConnectorModel usual() {
        return of(
                List.of(
                        source("inbox", Kind.FILES, "Inbox", "Files that arrive in the folder inbox"),
                        source("events", Kind.EVENTS, "Events", "Events published over HTTP"),
                        source("bellhop", Kind.NOTICES, "Bellhop", "What becomes of subscriptions")),
                actions());
    }

    public static ConnectorModel of(List<SourceModel> sources, List<ActionModel> actions) {
        return new ConnectorModel(ADDRESS, new Credential.ApiKey(), PROFILE, sources, actions);
    }

    public static ConnectorModel with(Credential credential) {
        ConnectorModel usual = usual();
        return new ConnectorModel(ADDRESS, credential, PROFILE, usual.sources(), usual.actions());
    }

    public static ConnectorModel at(String url) {
        ConnectorModel usual = usual();
        return new ConnectorModel(
                ServiceAddress.of(url), usual.credential(), PROFILE, usual.sources(), usual.actions());
    }

    public static SourceModel source(String name, Kind kind, String title, String description) {
        return new SourceModel(name, kind, title, description, kind == Kind.EVENTS ? ANYTHING : FILE);
    }

    /** A source that is called by its name. */
    public static SourceModel named(String name) {
        return source(name, Kind.EVENTS, name, "");
    }

    public static List<SourceModel> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> source(
                        "folder-%03d".formatted(i),
                        Kind.FILES,
                        "Folder " + i,
                        "What suppliers of region " + i + " send"))
                .toList();
    }

    public static List<ActionModel> manyActions(int count) {
        ActionModel like = actions().getFirst();
        return IntStream.range(0, count)
                .mapToObj(i -> new ActionModel(
                        "act-" + i, "Act " + i, like.description(), like.input(), like.output(), like.forms()))
                .toList();
    }

    public static List<ActionModel> actions() {
        Set<Form> forms = EnumSet.allOf(Form.class);
        return List.of(
                new ActionModel(
                        "files-list",
                        "List files",
                        "Answers the files of a folder.",
                        "{\"type\":\"object\",\"required\":[\"source\"],\"properties\":{\"source\":{\"type\":\"string\"},"
                                + "\"limit\":{\"type\":\"integer\"}},\"additionalProperties\":false}",
                        "{\"type\":\"object\",\"properties\":{\"files\":{\"type\":\"array\",\"items\":"
                                + "{\"type\":\"string\"}}},\"required\":[\"files\"]}",
                        forms),
                new ActionModel("tidy-up", "Tidy up", "", "{\"type\":\"null\"}", "{\"type\":\"null\"}", forms));
    }
}
