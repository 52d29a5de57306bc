/** One attempt: an HTTP POST to a callback URL, and what its answer means. */
@NullMarked
@CheckReturnValue
package dev.bellhop.delivery.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
