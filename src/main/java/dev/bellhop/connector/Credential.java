package dev.bellhop.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection shows. Engines use one kind only, though Bellhop may take several. */
public sealed interface Credential {

    /** Local mode. */
    record None() implements Credential {}

    /** An API key in the header {@code x-api-key}. */
    record ApiKey() implements Credential {

        public static final String HEADER = "x-api-key";
    }

    /**
     * The maker signs in.
     *
     * @param clientId of the app registration that the connector uses; {@code null} if it is entered at the import
     * @param entra {@code null} if another issuer makes the tokens
     */
    record OAuth(
            String authorizationUrl,
            String tokenUrl,
            List<String> scopes,
            @Nullable String clientId,
            @Nullable Entra entra)
            implements Credential {}

    /**
     * Entra ID.
     *
     * @param login where one signs in to this cloud
     * @param resource whom the tokens are for, as it stands in {@code aud}
     */
    record Entra(String login, String tenant, String resource) {}
}
