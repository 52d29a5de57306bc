package dev.bellhop.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.access.AccessConfig;
import dev.bellhop.access.CallbacksConfig;
import dev.bellhop.delivery.DeliveryConfig;
import dev.bellhop.log.RetentionConfig;
import dev.bellhop.operation.OperationsConfig;
import dev.bellhop.source.SourcesConfig;
import dev.bellhop.subscription.SubscriptionsConfig;
import dev.bellhop.trigger.PollingConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds if nothing is configured, and that every key reaches its place. */
class ConfigDefaultsTest {

    @Test
    void the_application_keeps_its_data_beside_itself_and_takes_urls_from_the_request() {
        AppConfig config = read(AppConfig.class);
        assertThat(config.data()).isEqualTo("./data");
        assertThat(config.databaseUrl()).isEmpty();
        assertThat(config.publicUrl()).isEmpty();
        assertThat(config.trustedProxies()).isEmpty();
        assertThat(config.sealingKey()).isEmpty();
        assertThat(config.uploadMax()).isEqualTo(100 * 1024 * 1024);
        assertThat(config.requestsPerSecond()).isEqualTo(5_000);
        assertThat(config.keylessRequestsPerSecond()).isEqualTo(10);
    }

    @Test
    void a_source_needs_no_more_than_a_folder() {
        SourcesConfig.SourceConfig source = read(SourcesConfig.class, "bellhop.sources.docs.directory", "/docs")
                .sources()
                .get("docs");
        assertThat(source.kind()).isEqualTo("directory");
        assertThat(source.directory()).hasValue("/docs");
        assertThat(source.title()).isEmpty();
        assertThat(source.description()).isEmpty();
        assertThat(source.include()).isEmpty();
        assertThat(source.exclude()).contains(".*", "*.tmp", "*.part", "*.crdownload");
        assertThat(source.recursive()).isTrue();
        assertThat(source.scanEvery()).isEqualTo(Duration.ofSeconds(1));
        assertThat(source.settle()).isEqualTo(Duration.ofSeconds(2));
        assertThat(source.onChange()).isEqualTo("any");
        assertThat(source.onRename()).isEqualTo("ignore");
        assertThat(source.vanishMax()).isEqualTo(0.5);
        assertThat(source.doneFile()).isEmpty();
        assertThat(source.lockedProbe()).isFalse();
        assertThat(source.retryAfter().idle()).isEqualTo(Duration.ofSeconds(15));
        assertThat(source.retryAfter().idleMax()).isEqualTo(Duration.ofSeconds(15));
        assertThat(source.retryAfter().more()).isZero();
        assertThat(read(SourcesConfig.class).sources()).isEmpty();
    }

    @Test
    void a_key_has_all_rights_and_all_sources() {
        AccessConfig.KeyConfig key =
                read(AccessConfig.class, "bellhop.api-keys.me.key", "x").keys().get("me");
        assertThat(key.key()).hasValue("x");
        assertThat(key.hash()).isEmpty();
        assertThat(key.rights()).containsExactly("poll", "subscribe", "publish", "files", "act", "operate");
        assertThat(key.sources()).isEmpty();
        assertThat(key.requestsPerSecond()).isEmpty();
        assertThat(read(AccessConfig.class).keys()).isEmpty();
    }

    @Test
    void callbacks_have_fifteen_seconds_and_no_exceptions() {
        CallbacksConfig config = read(CallbacksConfig.class);
        assertThat(config.allow()).isEmpty();
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void deliveries_are_tried_for_three_days() {
        DeliveryConfig config = read(DeliveryConfig.class);
        assertThat(config.retries())
                .hasSize(11)
                .startsWith(Duration.ofSeconds(2))
                .endsWith(Duration.ofHours(24));
        assertThat(config.retries().stream().reduce(Duration.ZERO, Duration::plus))
                .isGreaterThan(Duration.ofDays(3));
        assertThat(config.jitter()).isEqualTo(0.2);
        assertThat(config.retryAfterMax()).isEqualTo(Duration.ofHours(1));
        assertThat(config.concurrency()).isEqualTo(8);
        assertThat(config.waitingMax()).isEqualTo(100);
        assertThat(config.connectionsPerHost()).isEqualTo(2_000);
        assertThat(config.deadLetterAge()).isEqualTo(Duration.ofDays(30));
        assertThat(config.attemptsKept()).isEqualTo(100);
        assertThat(config.attemptsAge()).isEqualTo(Duration.ofDays(7));
        assertThat(config.shutdownPatience()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void operations_run_thirty_two_at_a_time_and_are_kept_for_thirty_days() {
        OperationsConfig config = read(OperationsConfig.class);
        assertThat(config.concurrency()).isEqualTo(32);
        assertThat(config.age()).isEqualTo(Duration.ofDays(30));
        assertThat(config.runTime()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void logs_are_kept_for_thirty_days_and_three_times_as_long_for_who_is_behind() {
        RetentionConfig config = read(RetentionConfig.class);
        assertThat(config.age()).isEqualTo(Duration.ofDays(30));
        assertThat(config.count()).isEqualTo(10_000_000);
        assertThat(config.heldAge()).isEqualTo(Duration.ofDays(90));
        assertThat(config.heldCount()).isEqualTo(30_000_000);
    }

    @Test
    void a_thousand_polls_may_wait_and_ten_thousand_callbacks_may_subscribe() {
        assertThat(read(AppConfig.class, "bellhop.files.upload-max", "3G").uploadMax())
                .isEqualTo(3L * 1024 * 1024 * 1024);
        assertThat(read(PollingConfig.class).waitingMax()).isEqualTo(1_000);
        assertThat(read(SubscriptionsConfig.class).perSourceMax()).isEqualTo(10_000);
    }

    @Test
    void every_key_can_be_set() {
        AppConfig app = read(
                AppConfig.class,
                "bellhop.data",
                "/d",
                "bellhop.database.url",
                "postgresql://h/d",
                "bellhop.public-url",
                "https://x",
                "bellhop.trusted-proxies",
                "10.0.0.0/8,::1",
                "bellhop.sealing-key",
                "k");
        assertThat(app.data()).isEqualTo("/d");
        assertThat(app.databaseUrl()).hasValue("postgresql://h/d");
        assertThat(app.publicUrl()).hasValue("https://x");
        assertThat(app.trustedProxies()).hasValue(List.of("10.0.0.0/8", "::1"));
        assertThat(app.sealingKey()).hasValue("k");
        DeliveryConfig delivery = read(DeliveryConfig.class, "bellhop.delivery.retries", "1s,PT2M,3h");
        assertThat(delivery.retries())
                .containsExactly(Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofHours(3));
    }

    @Test
    void a_value_that_is_none_is_refused_with_its_key() {
        assertThatThrownBy(() -> read(PollingConfig.class, "bellhop.polling.waiting-max", "many"))
                .hasMessageContaining("bellhop.polling.waiting-max")
                .hasMessageContaining("many");
    }

    private static <T> T read(Class<T> mapping, String... keysAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withDefaultValues(values)
                .withMapping(mapping)
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(mapping);
    }
}
