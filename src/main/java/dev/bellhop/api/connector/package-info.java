/** The connector over HTTP: its files, and workflows to begin with. */
@NullMarked
@CheckReturnValue
package dev.bellhop.api.connector;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
