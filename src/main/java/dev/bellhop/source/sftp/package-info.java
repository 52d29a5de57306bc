/** Folders on SFTP servers, as a read-only file system that connects when it is first needed and again after a break. */
@NullMarked
@CheckReturnValue
package dev.bellhop.source.sftp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
