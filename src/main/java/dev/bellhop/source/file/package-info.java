/** Folders as sources: scanning, deciding when a file is whole, and announcing it once. */
@NullMarked
@CheckReturnValue
package dev.bellhop.source.file;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
