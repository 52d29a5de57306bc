/** A small Logic Apps engine for one's desk: it calls any URL as the engines do, and says what it saw. */
@NullMarked
@CheckReturnValue
package dev.bellhop.simulator;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
