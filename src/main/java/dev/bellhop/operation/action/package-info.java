/** The actions that come with Bellhop. */
@NullMarked
@CheckReturnValue
package dev.bellhop.operation.action;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
