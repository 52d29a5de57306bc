package dev.bellhop.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellhop.source.SourceSetup.Outcome;
import dev.bellhop.source.SourceSetup.Ready;
import dev.bellhop.source.SourceSetup.Wrong;
import dev.bellhop.source.content.FolderFiles;
import dev.bellhop.source.file.FolderSettings;
import dev.bellhop.source.file.FolderSettings.Newness;
import dev.bellhop.source.file.FolderSettings.OnChange;
import dev.bellhop.source.file.FolderSettings.OnRename;
import dev.bellhop.source.probe.DoneFile;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSetupTest {

    @TempDir
    Path base;

    @Test
    void without_configuration_there_are_an_inbox_and_pushed_events() throws IOException {
        Sources sources = ready();

        assertThat(sources.names()).containsExactly("inbox", "events", "bellhop");
        assertThat(sources.find("events")).get().isInstanceOf(Source.Pushed.class);
        assertThat(sources.directories()).singleElement().satisfies(inbox -> {
            assertThat(inbox.folder().root())
                    .isEqualTo(base.toRealPath().resolve("inbox"))
                    .isDirectory();
            assertThat(inbox.folder().recursive()).isTrue();
            assertThat(inbox.folder().scanEvery()).isEqualTo(Duration.ofSeconds(1));
            assertThat(inbox.folder().settle()).isEqualTo(Duration.ofSeconds(2));
        });
    }

    @Test
    void the_name_of_bellhops_own_source_is_taken() throws IOException {
        assertThat(ready("bellhop.sources.a.kind", "events").find("bellhop")).containsInstanceOf(Source.Notices.class);
        assertThat(((Wrong) read(Map.of("bellhop.sources.bellhop.kind", "events"))).problems())
                .singleElement()
                .asString()
                .startsWith("bellhop.sources.bellhop: ")
                .contains("choose another name");
    }

    @Test
    void a_folder_needs_only_its_path_and_has_the_same_defaults() throws IOException {
        Files.createDirectory(base.resolve("in"));
        Source.Directory source = (Source.Directory)
                ready("bellhop.sources.orders.directory", "in").find("orders").orElseThrow();

        assertThat(source.title()).isEqualTo("orders");
        assertThat(source.description()).isEmpty();
        assertThat(source.folder().root()).isEqualTo(base.toRealPath().resolve("in"));
        assertThat(source.folder().recursive()).isTrue();
        assertThat(source.folder().scanEvery()).isEqualTo(Duration.ofSeconds(1));
        assertThat(source.folder().settle()).isEqualTo(Duration.ofSeconds(2));
        assertThat(source.folder().newness()).isEqualTo(Newness.STANDARD);
        assertThat(source.folder().inlineMax()).isZero();
    }

    @Test
    void everything_can_be_set() throws IOException {
        Path in = Files.createDirectory(base.resolve("in"));
        Sources sources = ready(
                "bellhop.sources.\"two words\".kind", "directory",
                "bellhop.sources.\"two words\".directory", in.toString(),
                "bellhop.sources.\"two words\".title", "Two words",
                "bellhop.sources.\"two words\".description", "What arrives",
                "bellhop.sources.\"two words\".include", "*.pdf,in/**",
                "bellhop.sources.\"two words\".exclude", "old-*",
                "bellhop.sources.\"two words\".recursive", "false",
                "bellhop.sources.\"two words\".scan-every", "24h",
                "bellhop.sources.\"two words\".settle", "0s",
                "bellhop.sources.\"two words\".on-change", "content",
                "bellhop.sources.\"two words\".on-rename", "announce",
                "bellhop.sources.\"two words\".vanish-max", "1",
                "bellhop.sources.\"two words\".done-file", "{name}.done",
                "bellhop.sources.\"two words\".locked-probe", "true",
                "bellhop.sources.\"two words\".inline-max", "64K",
                "bellhop.sources.\"two words\".retry-after.idle", "0s",
                "bellhop.sources.\"two words\".retry-after.idle-max", "1h",
                "bellhop.sources.\"two words\".retry-after.more", "5s",
                "bellhop.sources.a.kind", "events");

        assertThat(sources.names()).as("in the order of names").containsExactly("a", "two words", "bellhop");
        Source.Directory source = sources.directories().getFirst();
        assertThat(source.title()).isEqualTo("Two words");
        assertThat(source.description()).isEqualTo("What arrives");
        assertThat(source.folder().recursive()).isFalse();
        assertThat(source.folder().scanEvery()).isEqualTo(Duration.ofHours(24));
        assertThat(source.folder().settle()).isZero();
        assertThat(source.folder().inlineMax()).isEqualTo(65_536);
        assertThat(source.folder().newness())
                .isEqualTo(new Newness(OnChange.CONTENT, OnRename.ANNOUNCE, 1, DoneFile.of("{name}.done"), true));
        assertThat(sources.find("b")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kind=folder | bellhop.sources.s.kind=folder: must be directory or events",
                "title=x | bellhop.sources.s.directory is missing: name the folder to watch",
                "directory=missing | bellhop.sources.s.directory=missing: there is no such folder; create it (looked at {base}/missing)",
                "directory=file | bellhop.sources.s.directory=file: is a file; name the folder it is in",
                "directory=file://{base}/missing | bellhop.sources.s.directory=file://{base}/missing: there is no such"
                        + " folder; create it (looked at {base}/missing)",
                "directory=file://{base}/file | bellhop.sources.s.directory=file://{base}/file: is a file; name the folder it"
                        + " is in",
                "directory=ftp://me:s3cret@h/x | bellhop.sources.s.directory: a URI must not hold a user or a password, because"
                        + " it is shown; remove what stands before the @, and see docs/files.md for the keys that take them",
                "directory=jar:file:{base}/a b!/ | bellhop.sources.s.directory: is no URI (Illegal character in opaque part at"
                        + " character {blank}); write what URIs do not allow with percent signs, a blank as %20",
                "directory=jar:file:{base}/missing.zip!/ | bellhop.sources.s.directory: the folder of this URI cannot be read"
                        + " (NoSuchFileException)",
                "directory=in,sftp.user=me | bellhop.sources.s.sftp: only a folder of an SFTP server has these keys; remove"
                        + " them, or set bellhop.sources.s.directory to sftp://<host>/<folder>",
                "directory=in,blob.endpoint=https://h | bellhop.sources.s.blob: only a container of Azure Blob Storage has these"
                        + " keys; remove them, or set bellhop.sources.s.directory to azblob://<account>/<container>/<folder>",
                "directory=https://h/box?sv=1&sig=s3cret | bellhop.sources.s.directory: a URI must not hold a signature (sig=),"
                        + " because it is shown; remove the query, and see docs/files.md for the keys that take it",
                "directory=azblob://h/box?sig=s3cret | bellhop.sources.s.directory: a URI must not hold a signature (sig=),"
                        + " because it is shown; remove the query, and see docs/files.md for the keys that take it",
                "directory=https://acc.blob.core.windows.net/box | bellhop.sources.s.directory: write a container as"
                        + " azblob://<account>/<container>/<folder>, see docs/files.md",
                "directory=azblob://h/box | bellhop.sources.s.blob.connection-string is missing: set it, or"
                        + " bellhop.sources.s.blob.account-key, or bellhop.sources.s.blob.sas-token",
                "directory=sftp://me@h/x | bellhop.sources.s.directory: a URI must not hold a user or a password, because"
                        + " it is shown; remove what stands before the @, and see docs/files.md for the keys that take them",
                "directory=in,scan-every=999ms | bellhop.sources.s.scan-every=PT0.999S: must be 1s to 24h",
                "directory=in,scan-every=25h | bellhop.sources.s.scan-every=PT25H: must be 1s to 24h",
                "directory=in,settle=-1s | bellhop.sources.s.settle=PT-1S: must be 0s to 24h",
                "directory=in,settle=P999999D | bellhop.sources.s.settle=PT23999976H: must be 0s to 24h",
                "directory=in,inline-max=1048577 | bellhop.sources.s.inline-max=1048577: must be 0 to 1M; larger files are"
                        + " read at the contentUrl of their events",
                "directory=in,on-change=all | bellhop.sources.s.on-change=all: must be one of any, ignore, content",
                "directory=in,on-rename=no | bellhop.sources.s.on-rename=no: must be one of ignore, announce",
                "directory=in,vanish-max=1.5 | bellhop.sources.s.vanish-max=1.5: must be a share from 0 to 1, such as 0.5",
                "directory=in,vanish-max=NaN | bellhop.sources.s.vanish-max=NaN: must be a share from 0 to 1, such as 0.5",
                "directory=in,done-file={name} | bellhop.sources.s.done-file={name}: is no name of a marker: it must have more"
                        + " than a placeholder, such as {name}.done",
                "directory=in,done-file={file}.ok | bellhop.sources.s.done-file={file}.ok: is no name of a marker: it must"
                        + " have one placeholder at most, {name} or {stem}",
                "directory=in,done-file=ok/{name} | bellhop.sources.s.done-file=ok/{name}: is no name of a marker: the marker"
                        + " must be in the folder of the file, so it must have no slash",
                "directory=in,include={a | bellhop.sources.s.include={a: is no glob (Missing '})",
                "directory=in,exclude=a/ | bellhop.sources.s.exclude=a/: is no glob (it begins or ends with a slash; paths"
                        + " begin below the folder, and name/** is all in name)",
                "kind=events,retry-after.idle=-1s | bellhop.sources.s.retry-after.idle=PT-1S: must be 0s to 24h",
                "kind=events,retry-after.idle-max=48h | bellhop.sources.s.retry-after.idle-max=PT48H: must be 0s to 24h",
                "kind=events,retry-after.more=-1s | bellhop.sources.s.retry-after.more=PT-1S: must be 0s to 24h",
                "kind=events,directory=in | bellhop.sources.s.directory: a source of kind events has no folder; remove the"
                        + " key or set bellhop.sources.s.kind=directory"
            })
    void a_problem_names_the_key_the_value_and_what_to_do(String settings, String expected) throws IOException {
        Files.createDirectory(base.resolve("in"));
        Files.createFile(base.resolve("file"));
        Map<String, String> keys = new HashMap<>();
        for (String setting : settings.split(",")) {
            String[] parts = setting.split("=", 2);
            keys.put("bellhop.sources.s." + parts[0], parts[1].replace("{base}", base.toString()));
        }
        int blank = "jar:file:".length() + base.toString().length() + "/a ".length();
        assertThat(((Wrong) read(keys)).problems())
                .containsExactly(
                        expected.replace("{base}", base.toString()).replace("{blank}", Integer.toString(blank)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a\\\\b", "a\u0001b", ".", "..", " "})
    void a_name_must_fit_into_an_address(String name) throws IOException {
        assertThat(((Wrong) read(Map.of("bellhop.sources.\"" + name + "\".kind", "events"))).problems())
                .singleElement()
                .asString()
                .contains("name must have 1 to 200 characters");
    }

    @Test
    void a_name_may_be_long_but_not_too_long() throws IOException {
        assertThat(read(Map.of("bellhop.sources." + "x".repeat(200) + ".kind", "events")))
                .isInstanceOf(Ready.class);
        assertThat(read(Map.of("bellhop.sources." + "x".repeat(201) + ".kind", "events")))
                .isInstanceOf(Wrong.class);
    }

    @Test
    void one_folder_feeds_one_source_also_by_another_path() throws IOException {
        Path in = Files.createDirectory(base.resolve("in"));
        Files.createSymbolicLink(base.resolve("link"), in);
        assertThat(((Wrong) read(Map.of("bellhop.sources.a.directory", "in", "bellhop.sources.b.directory", "link")))
                        .problems())
                .containsExactly("bellhop.sources.b.directory: bellhop.sources.a.directory names the same folder;"
                        + " one folder can feed one source");
    }

    @Test
    void one_folder_feeds_one_source_also_by_a_uri() throws IOException {
        Path in = Files.createDirectory(base.resolve("in"));
        assertThat(((Wrong) read(Map.of(
                                "bellhop.sources.a.directory",
                                "in",
                                "bellhop.sources.b.directory",
                                in.toUri().toString())))
                        .problems())
                .singleElement()
                .asString()
                .contains("names the same folder");
    }

    @Test
    void a_folder_may_be_in_any_file_system_that_is_installed() throws IOException {
        URI archive = URI.create("jar:" + base.resolve("in.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Files.writeString(Files.createDirectory(zip.getPath("in")).resolve("a.txt"), "1");
        }
        Sources sources = ready("bellhop.sources.s.directory", archive + "!/in");
        FolderSettings folder = sources.directories().getFirst().folder();
        try (FileSystem opened = folder.root().getFileSystem()) {
            assertThat(folder.isLocal()).isFalse();
            assertThat(folder.place()).isEqualTo(archive + "!/in");
            assertThat(new FolderFiles(folder).find("a.txt")).isPresent();
            assertThat(opened.isOpen()).isTrue();
        }
    }

    @Test
    void a_file_system_that_is_not_installed_is_refused_with_those_that_are() throws IOException {
        assertThat(((Wrong) read(Map.of("bellhop.sources.s.directory", "gopher://h/x?key=s3cret"))).problems())
                .singleElement()
                .asString()
                .startsWith("bellhop.sources.s.directory: no file system for gopher is installed; there are file, ")
                .doesNotContain("s3cret");
    }

    @Test
    void a_folder_with_a_colon_in_its_name_is_no_uri() throws IOException {
        Files.createDirectory(base.resolve("in:box"));
        assertThat(ready("bellhop.sources.s.directory", "in:box").directories()).hasSize(1);
    }

    @Test
    void patterns_may_have_blanks_around_them() throws IOException {
        Path in = Files.createDirectory(base.resolve("in"));
        Files.writeString(in.resolve("a.txt"), "1");
        Sources sources = ready("bellhop.sources.s.directory", "in", "bellhop.sources.s.include", "*.pdf, *.txt");
        FolderFiles files = new FolderFiles(sources.directories().getFirst().folder());
        assertThat(files.find("a.txt")).isPresent();
    }

    @Test
    void all_problems_are_told_at_once() throws IOException {
        assertThat(((Wrong) read(Map.of(
                                "bellhop.sources.a.kind", "x",
                                "bellhop.sources.b.directory", "missing",
                                "bellhop.sources.b.settle", "-1s",
                                "bellhop.sources.c.kind", "events")))
                        .problems())
                .hasSize(3);
    }

    @Test
    void a_misspelt_key_is_refused() {
        assertThatThrownBy(() -> read(Map.of("bellhop.sources.a.kind", "events", "bellhop.sources.a.recursiv", "true")))
                .hasMessageContaining("recursiv");
    }

    private Sources ready(String... keysAndValues) throws IOException {
        Map<String, String> keys = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            keys.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return ((Ready) read(keys)).sources();
    }

    private Outcome read(Map<String, String> keys) throws IOException {
        SourcesConfig config = new SmallRyeConfigBuilder()
                .withMapping(SourcesConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValues(keys)
                .build()
                .getConfigMapping(SourcesConfig.class);
        return SourceSetup.read(config, base, () -> 0);
    }
}
