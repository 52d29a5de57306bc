/** The HTTP contract: requests in, features asked, answers and problems out. */
@NullMarked
@CheckReturnValue
package dev.bellhop.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
