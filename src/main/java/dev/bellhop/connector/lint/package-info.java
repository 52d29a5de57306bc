/** Holds connector definitions, ours and others', against what import and certification demand: pure. */
@NullMarked
@CheckReturnValue
package dev.bellhop.connector.lint;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
