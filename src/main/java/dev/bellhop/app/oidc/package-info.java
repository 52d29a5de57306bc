/** Bearer tokens by way of the OpenID Connect extension of Quarkus. */
@NullMarked
@CheckReturnValue
package dev.bellhop.app.oidc;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
