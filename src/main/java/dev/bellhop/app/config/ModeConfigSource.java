package dev.bellhop.app.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The default of {@code quarkus.http.host}: without a credential only this machine can reach Bellhop, with one
 * everybody can. What is configured explicitly wins, and is checked at the start.
 */
public final class ModeConfigSource implements ConfigSourceFactory {

    static final String LOOPBACK = "127.0.0.1";
    static final String EVERYWHERE = "0.0.0.0";
    /** Below every file and the environment, above Quarkus's own defaults. */
    private static final int ORDINAL = 50;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String issuer = context.getValue("bellhop.oidc.issuer").getValue();
        boolean server = issuer != null && !issuer.isBlank();
        for (Iterator<String> names = context.iterateNames(); names.hasNext(); ) {
            String name = names.next().toLowerCase(Locale.ROOT);
            server |= name.startsWith("bellhop.api-keys.") || name.startsWith("bellhop_api_keys_");
        }
        Map<String, String> defaults = Map.of("quarkus.http.host", server ? EVERYWHERE : LOOPBACK);
        return List.of(new PropertiesConfigSource(defaults, "Bellhop mode", ORDINAL));
    }
}
