/** Folders that are containers of Azure Blob Storage, as a read-only file system that asks for nothing before it must. */
@NullMarked
@CheckReturnValue
package dev.bellhop.source.blob;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
