/** HTTP as an engine sees it: requests, answers, no answer, and what the two headers that steer it mean. */
@NullMarked
@CheckReturnValue
package dev.bellhop.simulator.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
