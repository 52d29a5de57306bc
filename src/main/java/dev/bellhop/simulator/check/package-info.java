/** What the documentation demands of a service, item by item, and whether a service was seen to do it. */
@NullMarked
@CheckReturnValue
package dev.bellhop.simulator.check;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
