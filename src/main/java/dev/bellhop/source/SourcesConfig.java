package dev.bellhop.source;

import dev.bellhop.source.blob.BlobConfig;
import dev.bellhop.source.sftp.SftpConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code bellhop.sources.<name>.…}: the sources. With none configured there are {@code inbox} and {@code events}. */
@ConfigMapping(prefix = "bellhop.sources")
public interface SourcesConfig {

    @WithParentName
    Map<String, SourceConfig> sources();

    /** One source. */
    interface SourceConfig {

        /** {@code directory} watches a folder, {@code events} takes what is published over HTTP. */
        @WithDefault("directory")
        String kind();

        /** Shown to people instead of the name. */
        Optional<String> title();

        /** A sentence for people who choose a source. */
        Optional<String> description();

        /** The folder to watch, a path or a URI of an installed file system; needed if the kind is {@code directory}. */
        Optional<String> directory();

        /** Globs of files that count; a pattern without a slash is compared with the file name. All if empty. */
        Optional<List<String>> include();

        /** Globs of files and folders that do not count: by default hidden and usual temporary names. */
        @WithDefault(DEFAULT_EXCLUDE)
        List<String> exclude();

        /** Whether folders inside the folder count. */
        @WithDefault("true")
        boolean recursive();

        /** How often the folder is scanned. */
        @WithDefault("1s")
        Duration scanEvery();

        /** Whether a local folder is scanned at once when the system tells of a change. */
        @WithDefault("true")
        boolean hints();

        /** How long a file must rest unchanged before it is announced. */
        @WithDefault("2s")
        Duration settle();

        /** Which changes of a known file are announced: {@code any}, none ({@code ignore}), or of {@code content}. */
        @WithDefault("any")
        String onChange();

        /** Whether a known file under another path is no news ({@code ignore}), or is announced as renamed. */
        @WithDefault("ignore")
        String onRename();

        /** Share of the known files, from 20 on, that may vanish at once before the source stops; 1 accepts anything. */
        @WithDefault("0.5")
        double vanishMax();

        /** Name of the marker that a file needs before it is announced, made of its {name} or its {stem}. */
        Optional<String> doneFile();

        /** Whether a file that cannot be opened for appending and locked is looked at again later. */
        @WithDefault("false")
        boolean lockedProbe();

        /** What becomes of a file once every subscription has its event: {@code leave}, {@code move}, {@code delete}. */
        @WithDefault("leave")
        String afterAnnouncing();

        /** The folder that files are moved to; needed if they are moved. */
        Optional<String> afterAnnouncingTo();

        /** The least time between the event and that, because readers fetch the content after they got the event. */
        @WithDefault("1m")
        Duration afterAnnouncingDelay();

        /** The time after the event when it is done, whoever has not read; without it, no subscription means never. */
        Optional<Duration> afterAnnouncingAge();

        /** Size up to which the content of a file stands in its event, 0 to 1M; 0 for none. */
        @WithDefault("0")
        @WithConverter(ByteSize.class)
        long inlineMax();

        RetryAfterConfig retryAfter();

        /** For a folder of an SFTP server. */
        SftpConfig sftp();

        /** For a container of Azure Blob Storage. */
        BlobConfig blob();
    }

    /** When polling callers are told to come back. */
    interface RetryAfterConfig {

        /** While nothing is there. */
        @WithDefault("15s")
        Duration idle();

        /** What {@code idle} grows to while the source stays quiet. */
        @WithDefault("15s")
        Duration idleMax();

        /** While more is there. */
        @WithDefault("0s")
        Duration more();
    }

    /** Hidden files (rsync's partial files among them), and what editors, browsers and transfer programs write. */
    String DEFAULT_EXCLUDE = ".*,~*,*~,*.tmp,*.temp,*.part,*.partial,*.filepart,*.crdownload,*.download,*.swp,*.upload";
}
