/** Where events come from: the configured sources. */
@NullMarked
@CheckReturnValue
package dev.bellhop.source;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
