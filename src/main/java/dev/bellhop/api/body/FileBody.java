package dev.bellhop.api.body;

import dev.bellhop.source.content.OpenedFile;

/** Bytes of a file as the body of an answer. Whoever sends them closes the file. */
public record FileBody(OpenedFile file, long offset, long length) {}
