/** The definition of the connector, in Swagger 2.0 as engines read it. */
@NullMarked
@CheckReturnValue
package dev.bellhop.connector.swagger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
