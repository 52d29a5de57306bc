/** Tells the results of operations to the callbacks that wait for them. */
@NullMarked
@CheckReturnValue
package dev.bellhop.delivery.result;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
