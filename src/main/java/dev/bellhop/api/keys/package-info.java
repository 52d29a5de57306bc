/** HTTP: API keys that are created, listed and revoked. */
@NullMarked
@CheckReturnValue
package dev.bellhop.api.keys;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
