/** All SQL: the ports of the features over SQLite and PostgreSQL, with group commit between them. */
@NullMarked
@CheckReturnValue
package dev.bellhop.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
