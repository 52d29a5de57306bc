/** Actions with the events of sources. */
@NullMarked
@CheckReturnValue
package dev.bellhop.operation.action.events;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
