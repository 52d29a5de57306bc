/** The caller of a webhook trigger: it leaves a callback URL, listens there, and takes it back. */
@NullMarked
@CheckReturnValue
package dev.bellhop.simulator.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
