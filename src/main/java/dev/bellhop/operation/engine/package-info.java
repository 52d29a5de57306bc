/** Runs operations: claims what is due, executes actions from the top, keeps every step, and parks what waits. */
@NullMarked
@CheckReturnValue
package dev.bellhop.operation.engine;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
