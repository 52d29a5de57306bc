/** Puts the rooms together: wiring, start, stop, clock, chance and the timers. */
@NullMarked
@CheckReturnValue
package dev.bellhop.app;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
