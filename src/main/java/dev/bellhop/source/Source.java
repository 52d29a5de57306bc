package dev.bellhop.source;

import dev.bellhop.source.disposal.AfterAnnouncing;
import dev.bellhop.source.file.FolderSettings;

/** A named origin of events. */
public sealed interface Source {

    String name();

    String title();

    String description();

    /** A folder whose files are events. */
    record Directory(
            String name, String title, String description, FolderSettings folder, AfterAnnouncing afterAnnouncing)
            implements Source {

        /** A folder whose files stay. */
        public Directory(String name, String title, String description, FolderSettings folder) {
            this(name, title, description, folder, AfterAnnouncing.LEAVE);
        }
    }

    /** Events that others publish over HTTP. */
    record Pushed(String name, String title, String description) implements Source {}
}
