/** The commands of the application: what a person types, and how what comes of it is shown. */
@NullMarked
@CheckReturnValue
package dev.bellhop.app.command;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
