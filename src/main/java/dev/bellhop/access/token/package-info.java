/** Bearer tokens: whose are accepted, and what their claims allow. */
@NullMarked
@CheckReturnValue
package dev.bellhop.access.token;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
