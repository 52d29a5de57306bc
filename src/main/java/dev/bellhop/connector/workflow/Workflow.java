package dev.bellhop.connector.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.ActionModel;
import dev.bellhop.connector.Credential;
import dev.bellhop.connector.ServiceAddress;
import dev.bellhop.connector.SourceModel;
import dev.bellhop.connector.SourceModel.Kind;
import dev.bellhop.connector.Trees;

/**
 * A workflow definition of Logic Apps, as it stands in the code view: built-in HTTP, and no connector.
 *
 * @param needsKey whether it has the secure parameter {@code bellhopKey}
 * @param needsIdentity whether it gets tokens of Entra ID by its own identity
 */
public record Workflow(ObjectNode definition, boolean needsKey, boolean needsIdentity) {

    /** Name of the parameter that holds the API key. */
    static final String KEY = "bellhopKey";

    private static final String SCHEMA =
            "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";

    /** One that begins with events of the source. */
    public static Workflow of(WorkflowKind kind, ServiceAddress address, Credential credential, SourceModel source) {
        Calls calls = new Calls(credential);
        String url = address.url() + "/triggers/" + ServiceAddress.segment(source.name());
        String name = source.kind() == Kind.FILES ? "When_a_file_arrives" : "When_an_event_arrives";
        ObjectNode trigger = switch (kind) {
            case POLLING -> polling(calls, url);
            case WEBHOOK -> calls.webhook(url, callback());
            case ASYNC, WEBHOOK_ACTION -> throw new IllegalArgumentException(kind + " begins with no source");
        };
        ObjectNode definition = definition(calls);
        definition.putObject("triggers").set(name, trigger);
        ObjectNode actions = definition.putObject("actions");
        if (source.kind() == Kind.FILES) {
            // The link is the right to read it, so it needs no key.
            ObjectNode read = Trees.object().put("type", "Http");
            read.putObject("inputs").put("method", "GET").put("uri", "@{triggerBody()?['data']?['contentUrl']}");
            read.putObject("runAfter");
            actions.set("Read_the_file", read);
        } else {
            ObjectNode compose = Trees.object().put("type", "Compose").put("inputs", "@triggerBody()?['data']");
            compose.putObject("runAfter");
            actions.set("Data_of_the_event", compose);
        }
        definition.putObject("outputs");
        return new Workflow(definition, calls.hasKey(), calls.hasIdentity());
    }

    /** One that calls the action when it is called itself. */
    public static Workflow of(
            WorkflowKind kind, ServiceAddress address, Credential credential, ActionModel action, ObjectNode input) {
        Calls calls = new Calls(credential);
        String url = address.url() + "/actions/" + action.name();
        ObjectNode call = switch (kind) {
            case ASYNC -> calls.http("POST", url, literal(input));
            case WEBHOOK_ACTION -> {
                ObjectNode body = callback();
                body.set("input", literal(input));
                yield calls.webhook(url, body);
            }
            case POLLING, WEBHOOK -> throw new IllegalArgumentException(kind + " calls no action");
        };
        call.putObject("runAfter");
        // What waits is not cancelled by itself: without a limit a forgotten operation holds the run for 90 days.
        call.putObject("limit").put("timeout", "P1D");
        ObjectNode definition = definition(calls);
        ObjectNode manual = Trees.object().put("type", "Request").put("kind", "Http");
        manual.putObject("inputs").putObject("schema");
        definition.putObject("triggers").set("manual", manual);
        definition.putObject("actions").set(Words.identifier(action.title()), call);
        definition.putObject("outputs");
        return new Workflow(definition, calls.hasKey(), calls.hasIdentity());
    }

    /** Text as it is: engines would read it as an expression from its first @ on, or between @{ and }. */
    private static ObjectNode literal(ObjectNode input) {
        return Trees.texts(input, text -> {
            String inside = text.replace("@{", "@@{");
            return text.startsWith("@") && !text.startsWith("@{") ? '@' + inside : inside;
        });
    }

    /** What is pasted into the code view. */
    public ObjectNode codeView() {
        ObjectNode view = Trees.object();
        view.set("definition", definition);
        ObjectNode parameters = view.putObject("parameters");
        if (needsKey) {
            parameters.putObject(KEY).put("value", "PUT THE API KEY HERE");
        }
        return view;
    }

    private static ObjectNode polling(Calls calls, String url) {
        ObjectNode trigger = calls.http("GET", url + "/poll", null);
        trigger.putObject("recurrence").put("frequency", "Minute").put("interval", 1);
        return trigger;
    }

    private static ObjectNode callback() {
        return Trees.object().put("callbackUrl", "@{listCallbackUrl()}");
    }

    private static ObjectNode definition(Calls calls) {
        ObjectNode definition = Trees.object().put("$schema", SCHEMA).put("contentVersion", "1.0.0.0");
        ObjectNode parameters = definition.putObject("parameters");
        if (calls.hasKey()) {
            parameters.putObject(KEY).put("type", "SecureString");
        }
        return definition;
    }
}
