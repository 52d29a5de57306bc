/** What is demanded, item by item, where that stands, and how it was found. */
@NullMarked
@CheckReturnValue
package dev.bellhop.simulator.check.rule;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
