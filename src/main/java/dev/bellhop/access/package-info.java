/** Who may do what, where Bellhop may post to, and how secrets are kept: values and rules. */
@NullMarked
@CheckReturnValue
package dev.bellhop.access;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
