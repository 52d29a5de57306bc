/** Commands that make API keys: to be configured, or in a running Bellhop. */
@NullMarked
@CheckReturnValue
package dev.bellhop.app.command.keys;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
