/** What read-only file systems around folders of other machines have in common. */
@NullMarked
@CheckReturnValue
package dev.bellhop.source.remote;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
