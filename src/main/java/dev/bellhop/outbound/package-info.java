/** Requests to addresses that others named: they go nowhere that they may not, and whatever happens is an outcome. */
@NullMarked
@CheckReturnValue
package dev.bellhop.outbound;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
