/** What came of the last attempts of every subscription, for those who ask what happened. */
@NullMarked
@CheckReturnValue
package dev.bellhop.delivery.history;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
