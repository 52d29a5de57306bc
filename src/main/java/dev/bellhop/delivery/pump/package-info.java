/** Moves every subscription forward, from its place in the log to its callback. */
@NullMarked
@CheckReturnValue
package dev.bellhop.delivery.pump;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
