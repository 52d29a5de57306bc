/** Reads what callers send: parameters, bodies, events, ranges. */
@NullMarked
@CheckReturnValue
package dev.bellhop.api.body;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
