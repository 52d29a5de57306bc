/** What the build holds about the code itself: rooms, fences, tidiness, and the start script. */
@NullMarked
package dev.bellhop.architecture;

import org.jspecify.annotations.NullMarked;
