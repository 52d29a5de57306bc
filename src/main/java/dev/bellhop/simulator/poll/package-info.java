/** The caller of a polling trigger: when it polls, where, and what starts a run. */
@NullMarked
@CheckReturnValue
package dev.bellhop.simulator.poll;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
