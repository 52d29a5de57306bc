package dev.bellhop.source.file;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a folder is watched.
 *
 * @param scanEvery how often it is scanned
 * @param settle how long a file must rest unchanged before it is announced
 */
public record FolderSettings(Path root, FileFilter filter, boolean recursive, Duration scanEvery, Duration settle) {}
