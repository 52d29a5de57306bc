/** What the whole application is configured with, and which configuration a start is refused for. */
@NullMarked
@CheckReturnValue
package dev.bellhop.app.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
