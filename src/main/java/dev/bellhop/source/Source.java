package dev.bellhop.source;

import dev.bellhop.source.file.FolderSettings;

/** A named origin of events. */
public sealed interface Source {

    String name();

    String title();

    String description();

    /** A folder whose files are events. */
    record Directory(String name, String title, String description, FolderSettings folder) implements Source {}

    /** Events that others publish over HTTP. */
    record Pushed(String name, String title, String description) implements Source {}
}
