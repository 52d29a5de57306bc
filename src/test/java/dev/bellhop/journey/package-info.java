/** Whole journeys over HTTP: the service runs, and tests talk to it as engines and people do. */
@NullMarked
package dev.bellhop.journey;

import org.jspecify.annotations.NullMarked;
