/** SQLite: one file, one writer, full sync. */
@NullMarked
@CheckReturnValue
package dev.bellhop.storage.sqlite;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
