/** The tables, and how they came to be what they are. */
@NullMarked
@CheckReturnValue
package dev.bellhop.storage.schema;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
