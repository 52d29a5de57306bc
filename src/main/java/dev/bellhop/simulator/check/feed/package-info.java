/** Makes items happen that can be told apart, and finds them again in what arrives. */
@NullMarked
@CheckReturnValue
package dev.bellhop.simulator.check.feed;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
