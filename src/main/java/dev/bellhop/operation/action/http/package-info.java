/** The action that calls any HTTP service. */
@NullMarked
@CheckReturnValue
package dev.bellhop.operation.action.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
