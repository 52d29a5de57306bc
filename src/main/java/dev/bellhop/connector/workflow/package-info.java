/** Workflows to begin with, and templates that deploy them. */
@NullMarked
@CheckReturnValue
package dev.bellhop.connector.workflow;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
