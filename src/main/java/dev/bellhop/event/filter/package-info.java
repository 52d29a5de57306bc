/** The language in which callers say which events they want: read once, then asked about each event. */
@NullMarked
@CheckReturnValue
package dev.bellhop.event.filter;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
