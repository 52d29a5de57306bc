package dev.bellhop.connector.swagger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.Credential;
import dev.bellhop.connector.Trees;

/** How a connection proves who it is. Engines use one definition only, and call its parameter by the same name. */
public final class Security {

    public static final String KEY_PARAMETER = "api_key";
    public static final String TOKEN_PARAMETER = "token";

    private Security() {}

    static void describe(Credential credential, ObjectNode swagger) {
        ObjectNode definitions = Trees.object();
        ObjectNode requirement = Trees.object();
        switch (credential) {
            case Credential.None() -> {
                return;
            }
            case Credential.ApiKey() -> {
                definitions
                        .putObject(KEY_PARAMETER)
                        .put("type", "apiKey")
                        .put("in", "header")
                        .put("name", Credential.ApiKey.HEADER);
                requirement.putArray(KEY_PARAMETER);
            }
            case Credential.OAuth oauth -> {
                ObjectNode scopes = definitions
                        .putObject(TOKEN_PARAMETER)
                        .put("type", "oauth2")
                        .put("flow", "accessCode")
                        .put("authorizationUrl", oauth.authorizationUrl())
                        .put("tokenUrl", oauth.tokenUrl())
                        .putObject("scopes");
                oauth.scopes().forEach(scope -> scopes.put(scope, scope));
                requirement.set(TOKEN_PARAMETER, Trees.texts(oauth.scopes()));
            }
        }
        swagger.set("securityDefinitions", definitions);
        swagger.putArray("security").add(requirement);
    }
}
