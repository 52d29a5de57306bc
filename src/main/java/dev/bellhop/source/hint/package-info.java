/** Hints that something has changed in a folder, so that it is scanned before its time. */
@NullMarked
@CheckReturnValue
package dev.bellhop.source.hint;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
