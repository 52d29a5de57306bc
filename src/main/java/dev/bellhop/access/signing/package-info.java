/** The keys that sign what is posted to callbacks, by Standard Webhooks 1.0, and their change without a gap. */
@NullMarked
@CheckReturnValue
package dev.bellhop.access.signing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
