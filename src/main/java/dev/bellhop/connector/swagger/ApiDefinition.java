package dev.bellhop.connector.swagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.ActionModel;
import dev.bellhop.connector.ConnectorModel;
import dev.bellhop.connector.Profile;
import dev.bellhop.connector.SourceModel;
import dev.bellhop.connector.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The definition: first what there is once, then the actions, then the triggers for which a source is chosen, then those of
 * single sources. An engine takes so many operations and so many bytes; sources that find no room any more are reached by
 * choosing them.
 */
public final class ApiDefinition {

    static final int OPERATIONS_MAX = 256;
    /** The limit is a million bytes; some room is left for what an importer adds. */
    static final int BYTES_MAX = 950_000;

    /** Operations that answer page by page. */
    public static final List<String> PAGED = List.of(FileOperations.LIST, SourceOperations.EVENTS);

    private static final String VERSION = "1.0";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private final ConnectorModel model;
    private final EventSchemas events = new EventSchemas();
    private final ObjectNode paths = Trees.object();
    private final List<String> actionsLeftOut = new ArrayList<>();
    private int sourcesWithOwn;
    private int bytes;

    private ApiDefinition(ConnectorModel model) {
        this.model = model;
    }

    /** The file {@code apiDefinition.swagger.json}. */
    public static ObjectNode of(ConnectorModel model) {
        return new ApiDefinition(model).whole();
    }

    /**
     * What there is no room for.
     *
     * @param actions names of those that have no operation; nothing else reaches them
     * @param sources how many have no triggers of their own; they can be chosen
     */
    public record LeftOut(List<String> actions, int sources) {

        public LeftOut {
            actions = List.copyOf(actions);
        }
    }

    /** What is missing in the definition of this model. */
    public static LeftOut leftOut(ConnectorModel model) {
        ApiDefinition definition = new ApiDefinition(model);
        definition.fill();
        return new LeftOut(definition.actionsLeftOut, model.sources().size() - definition.sourcesWithOwn);
    }

    private void fill() {
        events.all().set("File", FileOperations.definition());
        add(SourceOperations.all());
        add(FileOperations.all());
        add(SourceTriggers.chosen("Source"));
        actions();
        sourcesWithOwn = sources();
    }

    private ObjectNode whole() {
        fill();
        ObjectNode swagger = Trees.object().put("swagger", "2.0");
        swagger.set("info", info());
        if (model.address().isNameable()) {
            swagger.put("host", model.address().host());
        }
        swagger.put("basePath", model.address().basePath());
        swagger.set("schemes", Trees.texts(model.address().scheme()));
        swagger.set("consumes", Trees.texts("application/json"));
        swagger.set("produces", Trees.texts("application/json"));
        swagger.set("paths", paths);
        swagger.set("definitions", events.all());
        Security.describe(model.credential(), swagger);
        swagger.set("x-ms-connector-metadata", metadata(model.profile()));
        return swagger;
    }

    private void actions() {
        List<ActionModel> actions = model.actions();
        OperationIds ids =
                new OperationIds(actions.stream().map(ActionModel::name).toList());
        Map<String, String> titles = new LinkedHashMap<>();
        actions.forEach(action -> titles.put(action.name(), action.title()));
        Labels labels = new Labels(titles, ActionOperations.LABEL_LENGTH_MAX, summaries());
        if (actions.stream().anyMatch(action -> action.forms().contains(ActionModel.Form.CALLBACK))) {
            add(ActionOperations.common());
        }
        for (ActionModel action : actions) {
            ObjectNode own = ActionOperations.of(action, ids.of(action.name()), labels.of(action.name()));
            if (hasRoomFor(own)) {
                add(own);
            } else {
                actionsLeftOut.add(action.name());
            }
        }
    }

    /** What operations are called so far: makers cannot tell two of one name apart. */
    private Set<String> summaries() {
        return Set.copyOf(paths.findValuesAsText("summary"));
    }

    /** How many sources have triggers of their own. */
    private int sources() {
        List<SourceModel> sources = model.sources();
        OperationIds ids =
                new OperationIds(sources.stream().map(SourceModel::name).toList(), "Source");
        Map<String, String> titles = new LinkedHashMap<>();
        Map<String, Integer> cases = new HashMap<>();
        for (SourceModel source : sources) {
            titles.put(source.name(), source.title());
            cases.merge(source.name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
        Labels labels = new Labels(titles, SourceTriggers.LABEL_LENGTH_MAX, Set.of());
        int own = 0;
        for (SourceModel source : sources) {
            String name = source.name();
            boolean caseMatters = cases.getOrDefault(name.toLowerCase(Locale.ROOT), 0) > 1;
            String definition = events.nameFor(source);
            ObjectNode triggers = SourceTriggers.own(source, ids.of(name), labels.of(name), caseMatters, definition);
            if (!hasRoomFor(triggers)) {
                break;
            }
            add(triggers);
            own++;
        }
        return own;
    }

    private boolean hasRoomFor(ObjectNode more) {
        return operations(paths) + operations(more) <= OPERATIONS_MAX
                && bytes + size(more) + size(events.all()) <= BYTES_MAX;
    }

    private void add(ObjectNode more) {
        bytes += size(more);
        paths.setAll(more);
    }

    /** As deep as it will stand in the whole. */
    private static int size(ObjectNode part) {
        return Trees.bytes(Trees.object().set("paths", part)).length;
    }

    static int operations(JsonNode paths) {
        int operations = 0;
        for (JsonNode path : paths) {
            operations += (int) path.properties().stream()
                    .filter(member -> METHODS.contains(member.getKey()))
                    .count();
        }
        return operations;
    }

    private ObjectNode info() {
        Profile profile = model.profile();
        int all = model.sources().size();
        int own = sourcesWithOwn;
        String actions = actionsLeftOut.isEmpty()
                ? ""
                : " There is no room for " + actionsLeftOut.size() + " of "
                        + model.actions().size() + " actions.";
        String rest = own == all
                ? ""
                : " Of " + all + " sources the first " + own
                        + " have triggers of their own; the others are reached by the"
                        + " triggers that let you choose a source.";
        ObjectNode info = Trees.object()
                .put("title", Wording.ascii(profile.title()))
                .put(
                        "description",
                        "Files and events as triggers, by polling and by webhook, long work that is waited for, and the"
                                + " files of watched folders." + actions + rest)
                .put("version", VERSION);
        String contact = Wording.ascii(profile.contactName());
        info.putObject("contact")
                .put("name", contact.isEmpty() ? profile.contactName() : contact)
                .put("url", profile.website())
                .put("email", profile.contactEmail());
        return info;
    }

    private static JsonNode metadata(Profile profile) {
        return Trees.array(
                property("Website", profile.website()),
                property("Privacy policy", profile.privacyPolicy()),
                property("Categories", "Content and Files;IT Operations"));
    }

    private static ObjectNode property(String name, String value) {
        return Trees.object().put("propertyName", name).put("propertyValue", value);
    }
}
