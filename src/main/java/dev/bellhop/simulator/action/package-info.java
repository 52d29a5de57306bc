/** The caller of long work: it starts it, and polls or waits for a callback until there is a result. */
@NullMarked
@CheckReturnValue
package dev.bellhop.simulator.action;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
