/** One POST to a callback, and what can come of it. */
@NullMarked
@CheckReturnValue
package dev.bellhop.delivery.attempt;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
