/** HTTP of actions and operations: the asynchronous way, and management. */
@NullMarked
@CheckReturnValue
package dev.bellhop.api.operations;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
