/** How the two kinds of signatures of Standard Webhooks are verified, written apart from what makes them. */
@NullMarked
@CheckReturnValue
package dev.bellhop.simulator.signature;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
