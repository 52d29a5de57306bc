package dev.bellhop.connector.parcel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.ConnectorModel;
import dev.bellhop.connector.Credential;

/** The file {@code readme.md}, in the layout that certification wants. */
final class Readme {

    private static final String LAST = """


            ## Known Issues and Limitations

            - Folders on other machines take files in one request only.
            - After a change of the sources of the service, import the definition again to have their triggers.
            - A webhook trigger needs a service that may reach the engine; where it may not, use the polling triggers.

            ## Deployment Instructions

            Unpack the archive and run `paconn create --api-def apiDefinition.swagger.json --api-prop apiProperties.json --icon
            icon.png`, or choose `apiDefinition.swagger.json` at "New custom connector", "Import an OpenAPI file".
            """;

    private Readme() {}

    /**
     * Writes it.
     *
     * @param definition whose operations are listed
     */
    static String of(ConnectorModel model, ObjectNode definition) {
        StringBuilder text = new StringBuilder("# ")
                .append(definition.at("/info/title").asText())
                .append("\n\n")
                .append(definition.at("/info/description").asText())
                .append("\n\n## Publisher: ")
                .append(model.profile().publisher())
                .append("\n\n## Prerequisites\n\nThe service runs at ")
                .append(model.address().url())
                .append(", and the engine must be able to reach it there.\n\n## Supported Operations\n");
        for (JsonNode path : definition.get("paths")) {
            for (JsonNode operation : path) {
                if (operation.has("operationId")
                        && !operation.path("x-ms-visibility").asText().equals("internal")) {
                    text.append("\n### ")
                            .append(operation.get("summary").asText())
                            .append("\n\n")
                            .append(operation.get("description").asText())
                            .append('\n');
                }
            }
        }
        return text.append("\n## Obtaining Credentials\n\n")
                .append(credentials(model.credential()))
                .append(LAST)
                .toString();
    }

    private static String credentials(Credential credential) {
        return switch (credential) {
            case Credential.None() -> "None are needed: the service answers everybody who reaches it.";
            case Credential.ApiKey() ->
                "Ask who runs the service for an API key with the rights that your flows need: to poll, to subscribe, to"
                        + " publish, to use files, to start actions.";
            case Credential.OAuth oauth ->
                "Sign in with your own account. Who runs the service gives it the roles that your flows need.";
        };
    }
}
