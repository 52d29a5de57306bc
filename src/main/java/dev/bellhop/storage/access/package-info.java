/** The stores of who may call, over both databases. */
@NullMarked
@CheckReturnValue
package dev.bellhop.storage.access;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
