package dev.bellhop.connector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** {@code bellhop.connector.…}: what the connector says of itself, and how makers sign in. */
@ConfigMapping(prefix = "bellhop.connector")
public interface ConnectorConfig {

    /** What makers look for, at most 30 characters. */
    @WithDefault("Bellhop")
    String title();

    /** Who publishes the connector. */
    @WithDefault("Bellhop")
    String publisher();

    /** The company that owns the service; the publisher if left out. */
    Optional<String> stackOwner();

    /** Whom to ask; the publisher if left out. */
    Optional<String> contactName();

    /** Where to ask; {@code postmaster} at the host of the public URL if left out. */
    Optional<String> contactEmail();

    /** A page about the service; the public URL if left out. */
    Optional<String> website();

    /** A page about what becomes of data; the website if left out. */
    Optional<String> privacyPolicy();

    /** Sources that have triggers of their own before all others, if there is not room for all. */
    Optional<List<String>> sources();

    /** How makers sign in, if bearer tokens are accepted. */
    OauthConfig oauth();

    /** Of Entra ID all but the client is known from the issuer. */
    interface OauthConfig {

        /** The app registration that the connector uses. */
        Optional<String> clientId();

        /** What is asked for. */
        Optional<List<String>> scopes();

        /** Where makers sign in. */
        Optional<String> authorizationUrl();

        /** Where tokens are got. */
        Optional<String> tokenUrl();
    }
}
