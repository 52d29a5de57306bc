/** The actions that come with Bellhop, and what they work with. */
@NullMarked
@CheckReturnValue
package dev.bellhop.app.action;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
