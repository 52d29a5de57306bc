/** Actions and what becomes of them: what extenders implement, and the operations that callers start. */
@NullMarked
@CheckReturnValue
package dev.bellhop.operation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
