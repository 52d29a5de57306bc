/** The commands of the simulator: {@code bellhop simulate …}. */
@NullMarked
@CheckReturnValue
package dev.bellhop.app.command.simulate;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
