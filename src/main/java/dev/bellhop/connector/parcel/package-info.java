/** What goes with the definition: properties, settings, readme, and all of it in one file. */
@NullMarked
@CheckReturnValue
package dev.bellhop.connector.parcel;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
