package dev.bellhop.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.access.Caller;
import dev.bellhop.access.Callers;
import dev.bellhop.access.Right;
import dev.bellhop.app.config.AppConfig;
import dev.bellhop.source.Source;
import dev.bellhop.source.Sources;
import dev.bellhop.source.file.FileFilter;
import dev.bellhop.source.file.FolderSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BannerTest {

    private static final String URL = "http://127.0.0.1:8080";

    @TempDir
    Path folder;

    private DataFolder data;

    @BeforeEach
    void open() throws IOException {
        data = DataFolder.open(folder.resolve("data").toString());
    }

    @AfterEach
    void close() throws IOException {
        data.close();
    }

    @Test
    void it_names_every_source_the_data_and_the_address() {
        FolderSettings settings = new FolderSettings(
                folder, FileFilter.of(List.of(), List.of()), true, Duration.ofSeconds(1), Duration.ofSeconds(2));
        String text = banner(
                        new Callers(List.of()),
                        new Source.Directory("inbox", "Inbox", "", settings),
                        new Source.Pushed("events", "Events", ""))
                .text(URL);
        assertThat(text)
                .contains("watching    " + folder + "  (source inbox)")
                .contains("taking in   POST " + URL + "/sources/events/events  (source events)")
                .contains("keeping     " + data.path())
                .contains("listening   " + URL + "  (local mode: this machine only, no key needed)");
    }

    @Test
    void it_has_three_lines_to_try_that_a_shell_takes_as_they_are() {
        String text = banner(new Callers(List.of()), new Source.Pushed("my files & more", "", ""))
                .text(URL);
        String trigger = URL + "/triggers/my%20files%20%26%20more";
        assertThat(text.lines().filter(line -> line.contains("curl")))
                .containsExactly(
                        "  curl -i '" + trigger + "/poll?startFrom=beginning'",
                        "  curl -i -d '{\"callbackUrl\":\"http://localhost:9000/\"}' '" + trigger + "/subscribe'",
                        "  curl -i -d '{\"callbackUrl\":\"http://localhost:9000/\"}' '" + trigger + "/unsubscribe'");
    }

    @Test
    void in_server_mode_it_says_so_and_shows_where_the_key_goes_but_no_key() {
        Caller.KeyHolder holder = new Caller.KeyHolder("me", EnumSet.allOf(Right.class), Set.of());
        Callers callers = new Callers(List.of(new Callers.ApiKey(Callers.sha256("secret"), holder)));
        String text = banner(callers, new Source.Pushed("events", "", "")).text("https://b.example/prefix");
        assertThat(text).contains("https://b.example/prefix  (server mode)").doesNotContain("secret", "localhost");
        assertThat(text.lines().filter(line -> line.contains("curl")))
                .hasSize(3)
                .allMatch(line -> line.startsWith("  curl -i -H \"x-api-key: $KEY\" "));
    }

    @Test
    void where_tokens_are_taken_it_shows_where_they_go() {
        String text = banner(
                        new Callers(List.of(), hash -> Optional.empty(), true), new Source.Pushed("events", "", ""))
                .text("https://b.example");
        assertThat(text.lines().filter(line -> line.contains("curl")))
                .hasSize(3)
                .allMatch(line -> line.startsWith("  curl -i -H \"Authorization: Bearer $TOKEN\" "));
    }

    private Banner banner(Callers callers, Source... sources) {
        AppConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(AppConfig.class)
                .build()
                .getConfigMapping(AppConfig.class);
        return new Banner(new Sources(List.of(sources)), callers, config, data);
    }
}
