/** Callbacks of operations: who wants to be told of the end, and how far that telling is. */
@NullMarked
@CheckReturnValue
package dev.bellhop.operation.callback;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
