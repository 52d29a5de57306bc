/** What of operations is sealed, when the sealing key changes. */
@NullMarked
@CheckReturnValue
package dev.bellhop.storage.sealing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
