/** The whole flow in virtual time: seeded chance, crashes between any two effects, and checks that never look away. */
@NullMarked
package dev.bellhop.simulation;

import org.jspecify.annotations.NullMarked;
