/** The management API of Durable Functions over operations, as its clients know it. */
@NullMarked
@CheckReturnValue
package dev.bellhop.api.durable;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
