/** How a subscriber wants its events: which, how many at a time, how fast, in what form. */
@NullMarked
@CheckReturnValue
package dev.bellhop.subscription.options;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
