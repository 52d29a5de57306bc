package dev.bellhop.source;

import dev.bellhop.source.disposal.AfterAnnouncing;
import dev.bellhop.source.file.FolderSettings;

/** A named origin of events. */
public sealed interface Source {

    String name();

    String title();

    String description();

    /**
     * A folder whose files are events.
     *
     * @param hints whether it is scanned at once when the system tells of a change
     */
    record Directory(
            String name,
            String title,
            String description,
            FolderSettings folder,
            boolean hints,
            AfterAnnouncing afterAnnouncing)
            implements Source {

        /** With hints, as usual, and with files that stay. */
        public Directory(String name, String title, String description, FolderSettings folder) {
            this(name, title, description, folder, true, AfterAnnouncing.LEAVE);
        }
    }

    /** Events that others publish over HTTP. */
    record Pushed(String name, String title, String description) implements Source {}

    /** Events about Bellhop itself; it is always there, and nobody else can publish to it. */
    record Notices() implements Source {

        /** No configured source may have it. */
        public static final String NAME = "bellhop";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String title() {
            return "Bellhop";
        }

        @Override
        public String description() {
            return "What becomes of subscriptions";
        }
    }
}
