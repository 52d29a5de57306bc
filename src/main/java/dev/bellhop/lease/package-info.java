/** Who may do a piece of work that only one process may do at a time. */
@NullMarked
@CheckReturnValue
package dev.bellhop.lease;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
