/** The files of folder sources over HTTP: listed, read, written whole or in parts. */
@NullMarked
@CheckReturnValue
package dev.bellhop.api.files;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
