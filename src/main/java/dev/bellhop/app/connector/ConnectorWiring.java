package dev.bellhop.app.connector;

import dev.bellhop.access.Callers;
import dev.bellhop.access.token.Issuer;
import dev.bellhop.access.token.OidcConfig;
import dev.bellhop.access.token.OidcSetup;
import dev.bellhop.api.connector.ConnectorModels;
import dev.bellhop.api.edge.Gate;
import dev.bellhop.api.edge.PublicUrl;
import dev.bellhop.app.config.StartRefused;
import dev.bellhop.connector.ConnectorConfig;
import dev.bellhop.connector.ConnectorSetup;
import dev.bellhop.connector.Credential;
import dev.bellhop.connector.swagger.ApiDefinition;
import dev.bellhop.connector.swagger.ApiDefinition.LeftOut;
import dev.bellhop.operation.Actions;
import dev.bellhop.source.Sources;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** What the connector says, and which credentials a connection can show. */
final class ConnectorWiring {

    private static final Logger LOG = Logger.getLogger("dev.bellhop.connector");

    @Produces
    @Singleton
    ConnectorModels connectorModels(
            Gate gate, PublicUrl publicUrl, Sources sources, Actions actions, ConnectorModels.Settings settings) {
        return new ConnectorModels(gate, publicUrl, sources, actions, settings);
    }

    @Produces
    @Singleton
    ConnectorModels.Settings connectorSettings(
            ConnectorConfig config, OidcConfig oidc, Callers callers, Sources sources) {
        return switch (ConnectorSetup.read(config, sources.names())) {
            case ConnectorSetup.Ready ready -> new ConnectorModels.Settings(ready, credentials(config, oidc, callers));
            case ConnectorSetup.Wrong(List<String> problems) -> throw StartRefused.because(String.join("\n", problems));
        };
    }

    /** Makes the settings at the start, so that a mistake in them shows then. */
    void check(@Observes StartupEvent event, ConnectorModels.Settings settings, ConnectorModels models) {
        LeftOut out = ApiDefinition.leftOut(models.whole());
        if (!out.actions().isEmpty()) {
            LOG.warnf(
                    "The connector has no room for these actions, which flows can only call over HTTP: %s",
                    String.join(", ", out.actions()));
        }
        if (out.sources() > 0) {
            LOG.infof(
                    "%d sources have no triggers of their own in the connector and are reached by choosing them;"
                            + " bellhop.connector.sources says which come first",
                    out.sources());
        }
    }

    /** Whoever can sign in need not be given a key. */
    private static List<Credential> credentials(ConnectorConfig config, OidcConfig oidc, Callers callers) {
        if (callers.isLocalMode()) {
            return List.of(new Credential.None());
        }
        List<Credential> credentials = new ArrayList<>();
        OidcSetup.read(oidc)
                .issuer()
                .flatMap(issuer -> ConnectorSetup.signIn(config.oauth(), issuer.url(), audience(issuer)))
                .ifPresent(credentials::add);
        credentials.add(new Credential.ApiKey());
        return credentials;
    }

    private static String audience(Issuer issuer) {
        return issuer.audiences().isEmpty() ? "" : issuer.audiences().getFirst();
    }
}
