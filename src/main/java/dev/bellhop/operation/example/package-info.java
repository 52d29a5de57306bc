/** Actions that show how long work with people in it is written; off unless they are turned on. */
@NullMarked
@CheckReturnValue
package dev.bellhop.operation.example;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
