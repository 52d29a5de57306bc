/** Who wants the events of a source posted to them, and how far they have got. */
@NullMarked
@CheckReturnValue
package dev.bellhop.subscription;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
