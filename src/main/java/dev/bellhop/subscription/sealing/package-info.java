/** Changing the key under which subscriptions are sealed. */
@NullMarked
@CheckReturnValue
package dev.bellhop.subscription.sealing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
