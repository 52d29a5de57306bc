/** What was found, for people, for machines and for continuous integration. */
@NullMarked
@CheckReturnValue
package dev.bellhop.simulator.check.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
