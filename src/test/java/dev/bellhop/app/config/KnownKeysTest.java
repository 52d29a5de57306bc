package dev.bellhop.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownKeysTest {

    @Test
    void the_list_has_the_keys_of_all_configuration_interfaces_and_no_other() {
        assertThat(new TreeSet<>(KnownKeys.ALL)).isEqualTo(configured());
        assertThat(KnownKeys.ALL).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bellhop.data",
                "bellhop.sources.inbox.directory",
                "bellhop.sources.\"my.files\".directory",
                "bellhop.sources.a-b_c.retry-after.idle-max",
                "bellhop.callbacks.allow[0]",
                "bellhop.sources.inbox.include[12]",
                "bellhop.api-keys.me.key",
                "quarkus.http.port",
                "bellhopx.data",
                "java.home"
            })
    void a_key_of_bellhop_or_of_somebody_else_is_no_problem(String key) {
        assertThat(KnownKeys.problem(key)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bellhop.date, bellhop.data",
        "bellhop.public.url, bellhop.public-url",
        "bellhop.publicUrl, bellhop.public-url",
        "bellhop.sources.inbox.dir, bellhop.sources.<name>.kind",
        "bellhop.sources.inbox.directroy, bellhop.sources.<name>.directory",
        "bellhop.source.inbox.directory, bellhop.sources.<name>.directory",
        "bellhop.sources.my.files.directory, bellhop.sources.<name>.directory",
        "bellhop.sources..directory, bellhop.sources.<name>.directory",
        "bellhop.sources.inbox.retry-after.idlemax, bellhop.sources.<name>.retry-after.idle-max",
        "bellhop.api-key.me.key, bellhop.api-keys.<name>.key",
        "bellhop.oidc.issuers, bellhop.oidc.issuer",
        "bellhop.oidc.roles.reader.right, bellhop.oidc.roles.<name>.rights",
        "bellhop.callbacks.allowed, bellhop.callbacks.allow",
        "bellhop.delivery.retry, bellhop.delivery.retries"
    })
    void a_misspelt_key_is_a_problem_that_names_the_nearest_one(String key, String nearest) {
        assertThat(KnownKeys.problem(key))
                .hasValueSatisfying(
                        problem -> assertThat(problem).startsWith(key + " ").endsWith("did you mean " + nearest + "?"));
    }

    /** Every key that any of the configuration interfaces reads. */
    private static Set<String> configured() {
        Set<String> keys = new TreeSet<>();
        new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("dev.bellhop").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .forEach(type -> {
                            Class<?> mapping = type.reflect();
                            String prefix =
                                    mapping.getAnnotation(ConfigMapping.class).prefix();
                            ConfigMappings.getProperties(new ConfigClass(mapping, prefix))
                                    .keySet()
                                    .forEach(key -> keys.add(key.replace("[*]", "")));
                        });
        return keys;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bellhop.api-keys.shop.sources", "bellhop.oidc.roles.\"a b\".sources"})
    void a_limit_that_names_nothing_is_refused_and_not_taken_for_none(String key) {
        for (String nothing : new String[] {null, "", " ", ",", " , "}) {
            assertThat(KnownKeys.emptyLimit(key, nothing))
                    .contains(key + " is empty: name the sources, or take the line out to mean all");
        }
        assertThat(KnownKeys.emptyLimit(key, "orders")).isEmpty();
        assertThat(KnownKeys.emptyLimit("bellhop.sources.a.exclude", "")).isEmpty();
    }
}
