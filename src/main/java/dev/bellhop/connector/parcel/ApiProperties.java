package dev.bellhop.connector.parcel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellhop.connector.ConnectorModel;
import dev.bellhop.connector.Credential;
import dev.bellhop.connector.Trees;
import dev.bellhop.connector.swagger.ApiDefinition;
import dev.bellhop.connector.swagger.Security;

/** The file {@code apiProperties.json}: what a connection asks its maker for, and how pages are followed. */
public final class ApiProperties {

    /** Whoever is no partner of Microsoft uses this one. */
    static final String BRAND_COLOR = "#da3b01";

    private static final String CONSENT = "https://global.consent.azure-apim.net/redirect";

    private ApiProperties() {}

    /** For whom. */
    public enum Flavour {
        /** For one's own environment. */
        IMPORT,
        /** With owners; an imported connector could not be updated any more with these. */
        PUBLISHING
    }

    public static ObjectNode of(ConnectorModel model, Flavour flavour) {
        ObjectNode properties = Trees.object();
        properties.set("connectionParameters", parameters(model.credential()));
        properties.put("iconBrandColor", BRAND_COLOR).set("capabilities", Trees.texts("actions", "triggers"));
        if (flavour == Flavour.PUBLISHING) {
            properties
                    .put("publisher", model.profile().publisher())
                    .put("stackOwner", model.profile().stackOwner());
        }
        properties.putArray("policyTemplateInstances").add(paging());
        ObjectNode file = Trees.object();
        file.set("properties", properties);
        return file;
    }

    /** Without it the engine would go past the connection to the next page. */
    private static JsonNode paging() {
        ObjectNode policy = Trees.object().put("templateId", "updatenextlink").put("title", "Follow the next page");
        ObjectNode parameters = policy.putObject("parameters");
        parameters.set("x-ms-apimTemplate-operationName", Trees.texts(ApiDefinition.PAGED));
        parameters.put("x-ms-apimTemplateParameter.nextLinkPropertyName", "nextLink");
        return policy;
    }

    private static ObjectNode parameters(Credential credential) {
        ObjectNode parameters = Trees.object();
        switch (credential) {
            case Credential.None() -> {}
            case Credential.ApiKey() -> {
                ObjectNode key = parameters.putObject(Security.KEY_PARAMETER).put("type", "securestring");
                key.set(
                        "uiDefinition",
                        shown("API key", "A key with the rights that the flow needs.", "Ask who runs the service."));
            }
            case Credential.OAuth oauth -> {
                ObjectNode token =
                        parameters.putObject(Security.TOKEN_PARAMETER).put("type", "oauthSetting");
                token.set("oAuthSettings", settings(oauth));
                token.set("uiDefinition", shown("Sign in", "Sign in to use the service.", "Your own account."));
            }
        }
        return parameters;
    }

    private static ObjectNode shown(String name, String description, String tooltip) {
        ObjectNode shown = Trees.object()
                .put("displayName", name)
                .put("description", description)
                .put("tooltip", tooltip);
        shown.putObject("constraints").put("required", "true");
        return shown;
    }

    private static ObjectNode settings(Credential.OAuth oauth) {
        Credential.Entra entra = oauth.entra();
        ObjectNode settings = Trees.object().put("identityProvider", entra == null ? "oauth2" : "aad");
        if (oauth.clientId() != null) {
            settings.put("clientId", oauth.clientId());
        }
        settings.set("scopes", Trees.texts(oauth.scopes()));
        settings.put("redirectMode", "Global").put("redirectUrl", CONSENT);
        settings.putObject("properties").put("IsFirstParty", "False");
        ObjectNode custom = settings.putObject("customParameters");
        if (entra == null) {
            custom.putObject("authorizationUrl").put("value", oauth.authorizationUrl());
            custom.putObject("tokenUrl").put("value", oauth.tokenUrl());
            custom.putObject("refreshUrl").put("value", oauth.tokenUrl());
        } else {
            custom.putObject("loginUri").put("value", entra.login());
            custom.putObject("tenantId").put("value", entra.tenant());
            custom.putObject("resourceUri").put("value", entra.resource());
        }
        return settings;
    }
}
