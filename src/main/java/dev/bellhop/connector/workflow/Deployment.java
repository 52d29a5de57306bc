package dev.bellhop.connector.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.Trees;

/** Templates that deploy a workflow as a Logic App (Consumption): for Azure Resource Manager, and in Bicep. */
public final class Deployment {

    private static final String SCHEMA =
            "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    private static final String TYPE = "Microsoft.Logic/workflows";
    private static final String VERSION = "2019-05-01";

    private Deployment() {}

    /**
     * A template for Azure Resource Manager.
     *
     * @param name of the Logic App, unless another one is given at the deployment
     */
    public static ObjectNode arm(Workflow workflow, String name) {
        ObjectNode template = Trees.object().put("$schema", SCHEMA).put("contentVersion", "1.0.0.0");
        ObjectNode parameters = template.putObject("parameters");
        parameters.putObject("workflowName").put("type", "string").put("defaultValue", name);
        parameters.putObject("location").put("type", "string").put("defaultValue", "[resourceGroup().location]");
        if (workflow.needsKey()) {
            parameters.putObject(Workflow.KEY).put("type", "securestring");
        }
        ObjectNode resource = Trees.object()
                .put("type", TYPE)
                .put("apiVersion", VERSION)
                .put("name", "[parameters('workflowName')]")
                .put("location", "[parameters('location')]");
        if (workflow.needsIdentity()) {
            resource.putObject("identity").put("type", "SystemAssigned");
        }
        ObjectNode properties = resource.putObject("properties").put("state", "Enabled");
        properties.set("definition", escaped(workflow.definition()));
        ObjectNode values = properties.putObject("parameters");
        if (workflow.needsKey()) {
            values.putObject(Workflow.KEY).put("value", "[parameters('" + Workflow.KEY + "')]");
        }
        template.putArray("resources").add(resource);
        return template;
    }

    /** The same in Bicep. */
    public static String bicep(Workflow workflow, String name) {
        StringBuilder text = new StringBuilder();
        text.append("param workflowName string = ").append(Bicep.text(name)).append('\n');
        text.append("param location string = resourceGroup().location\n");
        if (workflow.needsKey()) {
            text.append("@secure()\nparam ").append(Workflow.KEY).append(" string\n");
        }
        text.append("\nresource workflow '")
                .append(TYPE)
                .append('@')
                .append(VERSION)
                .append("' = {\n");
        text.append("  name: workflowName\n  location: location\n");
        if (workflow.needsIdentity()) {
            text.append("  identity: {\n    type: 'SystemAssigned'\n  }\n");
        }
        text.append("  properties: {\n    state: 'Enabled'\n    definition: ");
        Bicep.write(workflow.definition(), "    ", text);
        text.append("\n    parameters: {");
        if (workflow.needsKey()) {
            text.append("\n      ")
                    .append(Workflow.KEY)
                    .append(": {\n        value: ")
                    .append(Workflow.KEY)
                    .append("\n      }\n    ");
        }
        return text.append("}\n  }\n}\n").toString();
    }

    /** Text in brackets would be read as an expression of the template; a bracket that is not closed is left alone. */
    private static ObjectNode escaped(ObjectNode definition) {
        return Trees.texts(definition, text -> text.startsWith("[") && text.endsWith("]") ? '[' + text : text);
    }
}
