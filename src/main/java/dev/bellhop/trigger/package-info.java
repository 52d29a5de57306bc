/** The polling trigger: what a caller with a trigger state is answered, and when it should ask again. */
@NullMarked
@CheckReturnValue
package dev.bellhop.trigger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
