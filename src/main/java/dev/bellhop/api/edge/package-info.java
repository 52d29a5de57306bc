/** The edge of the HTTP interface: who may pass, what is refused, and how that is said. */
@NullMarked
@CheckReturnValue
package dev.bellhop.api.edge;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
