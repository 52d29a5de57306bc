package dev.bellhop.source.remote;

import java.nio.file.DirectoryStream;
import java.nio.file.Path;

/** A listing that leaves out what there is, but what no path can name. */
public interface SkippingListing extends DirectoryStream<Path> {

    /** How many it left out up to now. */
    long skipped();
}
