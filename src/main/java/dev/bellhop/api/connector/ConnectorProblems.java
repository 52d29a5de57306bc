package dev.bellhop.api.connector;

import dev.bellhop.api.edge.Problem;
import java.util.Collection;
import java.util.Map;

/** What can be wrong with a request for the connector, besides what can be wrong with any request. */
public final class ConnectorProblems {

    private ConnectorProblems() {}

    public static Problem unknownWorkflow(Collection<String> known) {
        return new Problem(
                Problem.TYPES + "unknown-workflow",
                404,
                "Unknown workflow",
                "There is no workflow of this name. Ask for one that is known, as .json for the code view, as .arm.json or as"
                        + " .bicep.",
                Map.of("known", known));
    }
}
