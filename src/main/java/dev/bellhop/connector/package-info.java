/** What a connector is made from: sources, actions, the address, the credential, the people behind it. */
@NullMarked
@CheckReturnValue
package dev.bellhop.connector;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
