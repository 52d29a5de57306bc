/** What callers may keep of what they read, and for how long. */
@NullMarked
@CheckReturnValue
package dev.bellhop.api.cache;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
