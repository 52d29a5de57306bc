/** Carries each event from the log to the subscriptions that wait for it, or to the dead letters. */
@NullMarked
@CheckReturnValue
package dev.bellhop.delivery;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
