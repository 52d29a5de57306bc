package dev.bellhop.connector.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.ActionModel;
import dev.bellhop.connector.ConnectorModel;
import dev.bellhop.connector.Credential;
import dev.bellhop.connector.Models;
import dev.bellhop.connector.SourceModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workflows to paste, and templates that deploy them. */
class WorkflowTest {

    private static final String BASE = "https://bellhop.example.org/prefix";

    @Test
    void a_polling_workflow_asks_every_minute_and_reads_the_file() {
        ObjectNode definition =
                make(WorkflowKind.POLLING, new Credential.ApiKey()).definition();
        JsonNode trigger = definition.at("/triggers/When_a_file_arrives");

        assertThat(trigger.get("type").asText()).isEqualTo("Http");
        assertThat(trigger.at("/inputs/uri").asText()).isEqualTo(BASE + "/triggers/inbox/poll");
        assertThat(trigger.at("/recurrence/frequency").asText()).isEqualTo("Minute");
        assertThat(definition.at("/actions/Read_the_file/inputs/uri").asText()).contains("contentUrl");
        assertThat(definition.at("/actions/Read_the_file/inputs").has("headers"))
                .as("the link is enough, so no key leaves with it")
                .isFalse();
    }

    @Test
    void a_webhook_workflow_subscribes_and_unsubscribes() {
        JsonNode inputs = make(WorkflowKind.WEBHOOK, new Credential.ApiKey())
                .definition()
                .at("/triggers/When_a_file_arrives/inputs");

        assertThat(inputs.at("/subscribe/uri").asText()).isEqualTo(BASE + "/triggers/inbox/subscribe");
        assertThat(inputs.at("/subscribe/body/callbackUrl").asText()).isEqualTo("@{listCallbackUrl()}");
        assertThat(inputs.at("/unsubscribe/uri").asText()).isEqualTo(BASE + "/triggers/inbox/unsubscribe");
        assertThat(inputs.get("unsubscribe").toString())
                .as("engines do not have it there")
                .doesNotContain("listCallbackUrl");
    }

    @Test
    void an_action_is_called_with_what_it_needs_and_with_a_limit() {
        JsonNode start =
                make(WorkflowKind.ASYNC, new Credential.ApiKey()).definition().at("/actions/List_files");
        JsonNode hook = make(WorkflowKind.WEBHOOK_ACTION, new Credential.ApiKey())
                .definition()
                .at("/actions/List_files");

        assertThat(start.at("/inputs/uri").asText()).isEqualTo(BASE + "/actions/files-list");
        assertThat(start.at("/inputs/body").toString()).isEqualTo("{\"source\":\"inbox\"}");
        assertThat(start.at("/limit/timeout").asText()).isEqualTo("P1D");
        assertThat(hook.at("/inputs/subscribe/uri").asText()).isEqualTo(BASE + "/actions/files-list/subscribe");
        assertThat(hook.at("/inputs/subscribe/body/input/source").asText()).isEqualTo("inbox");
        assertThat(hook.at("/inputs/unsubscribe/uri").asText()).isEqualTo(BASE + "/actions/files-list/unsubscribe");
    }

    @Test
    void a_name_that_needs_it_is_encoded() {
        SourceModel odd = Models.named("odd ünï/'\"");

        Workflow workflow = Workflow.of(WorkflowKind.POLLING, Models.ADDRESS, new Credential.None(), odd);

        assertThat(workflow.definition()
                        .at("/triggers/When_an_event_arrives/inputs/uri")
                        .asText())
                .isEqualTo(BASE + "/triggers/odd%20%C3%BCn%C3%AF%2F%27%22/poll");
    }

    @ParameterizedTest
    @EnumSource
    void the_credential_is_a_parameter_or_an_identity_or_nothing(WorkflowKind kind) {
        Workflow key = make(kind, new Credential.ApiKey());
        assertThat(key.definition().at("/parameters/bellhopKey/type").asText()).isEqualTo("SecureString");
        assertThat(key.codeView().at("/parameters/bellhopKey").has("value")).isTrue();
        assertThat(key.definition().toString()).contains("\"x-api-key\":\"@parameters('bellhopKey')\"");

        Workflow none = make(kind, new Credential.None());
        assertThat(none.definition().toString()).doesNotContain("x-api-key", "authentication", "bellhopKey");

        Workflow entra = make(kind, Models.ENTRA);
        assertThat(entra.definition().findValues("authentication"))
                .isNotEmpty()
                .allSatisfy(shown -> assertThat(shown.get("audience").asText()).isEqualTo("api://bellhop"));
        assertThat(Deployment.arm(entra, "x").at("/resources/0/identity/type").asText())
                .isEqualTo("SystemAssigned");
        assertThat(Deployment.bicep(entra, "x")).contains("type: 'SystemAssigned'");
    }

    @ParameterizedTest
    @EnumSource
    void a_template_deploys_the_workflow_with_its_key(WorkflowKind kind) {
        Workflow workflow = make(kind, new Credential.ApiKey());
        ObjectNode arm = Deployment.arm(workflow, "bellhop-x");

        assertThat(arm.at("/parameters/bellhopKey/type").asText()).isEqualTo("securestring");
        JsonNode resource = arm.at("/resources/0");
        assertThat(resource.get("type").asText()).isEqualTo("Microsoft.Logic/workflows");
        assertThat(resource.at("/properties/definition")).isEqualTo(workflow.definition());
        assertThat(resource.at("/properties/parameters/bellhopKey/value").asText())
                .isEqualTo("[parameters('bellhopKey')]");
        assertThat(Deployment.bicep(workflow, "bellhop-x"))
                .contains(
                        "@secure()\nparam bellhopKey string\n",
                        "param workflowName string = 'bellhop-x'\n",
                        "'x-api-key': '@parameters(\\'bellhopKey\\')'",
                        "value: bellhopKey");
    }

    @Test
    void nothing_in_a_definition_is_taken_for_an_expression_of_the_template() {
        ActionModel action = new ActionModel(
                "a",
                "A",
                "",
                "{\"type\":\"object\",\"required\":[\"x\"],\"properties\":{\"x\":{\"enum\":[\"[concat('${y}')]\"]}}}",
                "{}",
                Models.actions().getFirst().forms());
        Workflow workflow = Workflow.of(
                WorkflowKind.ASYNC,
                Models.ADDRESS,
                new Credential.None(),
                action,
                SampleInput.of(action, Models.usual().sources()));

        assertThat(Deployment.arm(workflow, "x")
                        .at("/resources/0/properties/definition/actions/A/inputs/body/x")
                        .asText())
                .isEqualTo("[[concat('${y}')]");
        assertThat(Deployment.bicep(workflow, "x")).contains("x: '[concat(\\'\\${y}\\')]'");
    }

    @Test
    void nothing_in_an_input_is_taken_for_an_expression_of_the_workflow() {
        for (Map.Entry<String, String> odd : Map.of(
                        "@odd", "@@odd", "@{x}", "@@{x}", "a@{x} b@c", "a@@{x} b@c", "@a@{x}", "@@a@@{x}", "[x]", "[x]")
                .entrySet()) {
            ActionModel action = Models.actions().getFirst();
            List<SourceModel> sources = List.of(Models.source(odd.getKey(), SourceModel.Kind.FILES, "T", ""));
            ObjectNode input = SampleInput.of(action, sources);
            for (WorkflowKind kind : List.of(WorkflowKind.ASYNC, WorkflowKind.WEBHOOK_ACTION)) {
                assertThat(Workflow.of(kind, Models.ADDRESS, new Credential.None(), action, input)
                                .definition()
                                .findValuesAsText("source"))
                        .containsExactly(odd.getValue());
            }
        }
    }

    @Test
    void a_bracket_that_is_not_closed_is_no_expression_of_the_template() {
        ActionModel action = Models.actions().getFirst();
        ObjectNode input = SampleInput.of(action, List.of(Models.source("[a] b", SourceModel.Kind.FILES, "T", "")));
        Workflow workflow = Workflow.of(WorkflowKind.ASYNC, Models.ADDRESS, new Credential.None(), action, input);

        assertThat(Deployment.arm(workflow, "x").findValuesAsText("source")).containsExactly("[a] b");
    }

    private static Workflow make(WorkflowKind kind, Credential credential) {
        ConnectorModel model = Models.usual();
        ActionModel action = model.actions().getFirst();
        return kind.isTrigger()
                ? Workflow.of(kind, Models.ADDRESS, credential, model.sources().getFirst())
                : Workflow.of(kind, Models.ADDRESS, credential, action, SampleInput.of(action, model.sources()));
    }
}
