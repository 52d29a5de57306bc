/** Operations in SQL: what starts, what is due, what is kept of a run, and what callers change. */
@NullMarked
@CheckReturnValue
package dev.bellhop.storage.operation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
