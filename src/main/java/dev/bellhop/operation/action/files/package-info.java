/** Actions with the files of folder sources. */
@NullMarked
@CheckReturnValue
package dev.bellhop.operation.action.files;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
