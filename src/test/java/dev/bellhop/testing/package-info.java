/** Readable stand-ins for time, chance and every store: what the real ones must match. */
@NullMarked
package dev.bellhop.testing;

import org.jspecify.annotations.NullMarked;
