/** What becomes of files after they were announced: moved away or deleted once every reader has seen them. */
@NullMarked
@CheckReturnValue
package dev.bellhop.source.disposal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
