/** Wires the connector. */
@NullMarked
@CheckReturnValue
package dev.bellhop.app.connector;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
