package dev.bellhop.connector.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.Credential;
import dev.bellhop.connector.Trees;
import org.jspecify.annotations.Nullable;

/** Built-in HTTP steps that show the credential. */
final class Calls {

    private final Credential credential;

    Calls(Credential credential) {
        this.credential = credential;
    }

    /** The workflow's own identity gets tokens of Entra ID; for every other kind of credential a key does. */
    boolean hasIdentity() {
        return credential instanceof Credential.OAuth oauth && oauth.entra() != null;
    }

    boolean hasKey() {
        return !(credential instanceof Credential.None) && !hasIdentity();
    }

    ObjectNode http(String method, String url, @Nullable ObjectNode body) {
        ObjectNode step = Trees.object().put("type", "Http");
        step.set("inputs", request(method, url, body));
        return step;
    }

    /** Unsubscribing needs no callback: the engine's own headers tell whose it is, and one of them may not be called there. */
    ObjectNode webhook(String url, ObjectNode subscribe) {
        ObjectNode step = Trees.object().put("type", "HttpWebhook");
        ObjectNode inputs = step.putObject("inputs");
        inputs.set("subscribe", request("POST", url + "/subscribe", subscribe));
        inputs.set("unsubscribe", request("POST", url + "/unsubscribe", Trees.object()));
        return step;
    }

    private ObjectNode request(String method, String url, @Nullable ObjectNode body) {
        ObjectNode request = Trees.object().put("method", method).put("uri", url);
        if (hasKey()) {
            request.putObject("headers").put(Credential.ApiKey.HEADER, "@parameters('" + Workflow.KEY + "')");
        }
        if (body != null) {
            request.set("body", body);
        }
        if (credential instanceof Credential.OAuth oauth && oauth.entra() != null) {
            request.putObject("authentication")
                    .put("type", "ManagedServiceIdentity")
                    .put("audience", oauth.entra().resource());
        }
        return request;
    }
}
