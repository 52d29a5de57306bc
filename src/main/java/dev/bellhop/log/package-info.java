/** The append-only, gap-free, ordered log of every source: the one thing that everything else reads. */
@NullMarked
@CheckReturnValue
package dev.bellhop.log;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
