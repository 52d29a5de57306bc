package dev.bellhop.source.file;

/**
 * A file that a scan met.
 *
 * @param path relative to the folder, with slashes
 */
record ObservedFile(String path, FileLook look) {}
