/** Only in builds with the profile {@code bench}: what the benchmark compares with. */
@NullMarked
@CheckReturnValue
package dev.bellhop.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
