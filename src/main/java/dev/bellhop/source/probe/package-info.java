/** What is found out about single files and folders beyond how they look; blocks. */
@NullMarked
@CheckReturnValue
package dev.bellhop.source.probe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
