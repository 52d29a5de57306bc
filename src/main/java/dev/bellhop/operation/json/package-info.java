/** Records as JSON: their schemas, reading with problems that name the field, and writing. */
@NullMarked
@CheckReturnValue
package dev.bellhop.operation.json;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
