/** API keys that are created and revoked while Bellhop runs: their store (port), and what is known of it in memory. */
@NullMarked
@CheckReturnValue
package dev.bellhop.access.keys;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
