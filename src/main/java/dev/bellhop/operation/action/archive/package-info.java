/** The action that makes one zip file of many files. */
@NullMarked
@CheckReturnValue
package dev.bellhop.operation.action.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
