/** Events and the values that name them: what is recorded, where it stands in its log, and how it is written down. */
@NullMarked
@CheckReturnValue
package dev.bellhop.event;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
