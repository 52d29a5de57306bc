package dev.bellhop.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellhop.source.SourceSetup.Outcome;
import dev.bellhop.source.SourceSetup.Ready;
import dev.bellhop.source.SourceSetup.Wrong;
import dev.bellhop.source.disposal.AfterAnnouncing;
import dev.bellhop.source.disposal.AfterAnnouncing.Action;
import dev.bellhop.source.disposal.AfterAnnouncing.Patience;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisposalSetupTest {

    @TempDir
    Path base;

    @BeforeEach
    void make() throws IOException {
        Files.createDirectory(base.resolve("in"));
        Files.createFile(base.resolve("file"));
    }

    @Test
    void files_stay_if_nothing_is_said() throws IOException {
        assertThat(ready("")).isEqualTo(AfterAnnouncing.LEAVE);
    }

    @Test
    void everything_can_be_set() throws IOException {
        assertThat(ready("after-announcing=move|after-announcing-to=a/done|after-announcing-delay=0s"
                        + "|after-announcing-age=365d"))
                .isEqualTo(new AfterAnnouncing(
                        new Action.Move(base.toRealPath().resolve("a/done")),
                        new Patience(Duration.ZERO, Duration.ofDays(365))));
        assertThat(base.resolve("a/done")).as("it is made").isDirectory();
        assertThat(ready("after-announcing=delete"))
                .isEqualTo(new AfterAnnouncing(new Action.Delete(), new Patience(AfterAnnouncing.DELAY, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exclude=done", "exclude=done/**", "exclude=.*,**/done/**", "recursive=false"})
    void files_may_be_moved_to_a_folder_inside_that_is_not_watched(String excluding) throws IOException {
        assertThat(ready("after-announcing=move|after-announcing-to=in/done|" + excluding))
                .isNotEqualTo(AfterAnnouncing.LEAVE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "after-announcing=archive ~ =archive: must be one of leave, move, delete",
                "after-announcing=move ~ -to is missing: name the folder to move files to",
                "after-announcing-to=done ~ -to=done: only files that are moved need it; remove the key or set"
                        + " bellhop.sources.s.after-announcing=move",
                "after-announcing=delete|after-announcing-delay=25h ~ -delay=PT25H: must be 0s to 24h",
                "after-announcing=delete|after-announcing-age=30s ~ -age=PT30S: must be at least"
                        + " bellhop.sources.s.after-announcing-delay (PT1M) and at most 365d",
                "after-announcing=delete|after-announcing-age=366d ~ -age=PT8784H: must be at least"
                        + " bellhop.sources.s.after-announcing-delay (PT1M) and at most 365d",
                "after-announcing=move|after-announcing-to=in ~ -to=in: files that are moved there could be announced"
                        + " again; name a folder outside {in}, or exclude it with a pattern for the folder",
                "after-announcing=move|after-announcing-to=in/done ~ -to=in/done: files that are moved there could be"
                        + " announced again; name a folder outside {in}, or exclude it with a pattern for the folder",
                "after-announcing=move|after-announcing-to=in/done|exclude=*.pdf ~ -to=in/done: files that are moved"
                        + " there could be announced again; name a folder outside {in}, or exclude it with a pattern"
                        + " for the folder",
                "after-announcing=move|after-announcing-to=. ~ -to=.: files that are moved there could be announced"
                        + " again; name a folder outside {in}, or exclude it with a pattern for the folder",
                "after-announcing=move|after-announcing-to=file ~ -to=file: is no usable folder"
                        + " (FileAlreadyExistsException: {base}/file); name one that exists or can be made",
                "after-announcing=delete|directory=sftp://h/x|sftp.user=u|sftp.password=p|sftp.host-key=SHA256:bkgq8yVKgTXWK5XNEsMRxOfMwHMyBymHlVU3yhqQH+M"
                        + " ~ =delete: files can be taken out only of folders of this machine, and nothing is written to"
                        + " sftp://h/x; remove the key",
            })
    void a_problem_names_the_key_the_value_and_what_to_do(String settings, String expected) throws IOException {
        assertThat(((Wrong) read(settings)).problems())
                .containsExactly("bellhop.sources.s.after-announcing"
                        + expected.replace(
                                        "{in}", base.toRealPath().resolve("in").toString())
                                .replace("{base}", base.toString()));
    }

    private AfterAnnouncing ready(String settings) throws IOException {
        return ((Ready) read(settings)).sources().directories().getFirst().afterAnnouncing();
    }

    private Outcome read(String settings) throws IOException {
        Map<String, String> keys = new HashMap<>();
        keys.put("bellhop.sources.s.directory", "in");
        for (String setting : settings.split("\\|")) {
            String[] parts = setting.split("=", 2);
            if (parts.length == 2) {
                keys.put("bellhop.sources.s." + parts[0].strip(), parts[1].strip());
            }
        }
        SourcesConfig config = new SmallRyeConfigBuilder()
                .withMapping(SourcesConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValues(keys)
                .build()
                .getConfigMapping(SourcesConfig.class);
        return SourceSetup.read(config, base, () -> 0);
    }
}
