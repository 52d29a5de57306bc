/** PostgreSQL: for several replicas. */
@NullMarked
@CheckReturnValue
package dev.bellhop.storage.postgres;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
