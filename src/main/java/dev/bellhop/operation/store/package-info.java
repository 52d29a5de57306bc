/** Operations as the database keeps them: the port, and what goes through it. */
@NullMarked
@CheckReturnValue
package dev.bellhop.operation.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
