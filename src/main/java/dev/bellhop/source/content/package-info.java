/** The files of a folder for callers: listed, read and written, never outside of the folder. */
@NullMarked
@CheckReturnValue
package dev.bellhop.source.content;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
