package dev.bellhop.journey;

import dev.bellhop.testing.TestIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Server mode with an issuer of bearer tokens besides, which is away when Bellhop starts. */
public final class OidcMode implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(new ServerMode().getConfigOverrides());
        config.put("bellhop.oidc.audience", "something-else," + TestIssuer.AUDIENCE);
        config.put("bellhop.oidc.roles.reader.rights", "poll,files");
        config.put("bellhop.oidc.roles.\"Alpha Team\".sources", "alpha");
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TemporaryFolders.class), new TestResourceEntry(Issuing.class));
    }

    /** The issuer, and where it is. */
    public static final class Issuing implements QuarkusTestResourceLifecycleManager {

        private @Nullable TestIssuer issuer;

        @Override
        public Map<String, String> start() {
            try {
                issuer = new TestIssuer();
                return Map.of("bellhop.oidc.issuer", issuer.url());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(issuer, new TestInjector.MatchesType(TestIssuer.class));
        }

        @Override
        public void stop() {
            Objects.requireNonNull(issuer).close();
        }
    }
}
