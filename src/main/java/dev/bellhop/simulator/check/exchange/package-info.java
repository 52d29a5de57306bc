/** Single requests and their answers: how they are sent, where they lead, and what is demanded of any of them. */
@NullMarked
@CheckReturnValue
package dev.bellhop.simulator.check.exchange;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
