/**
 * One packet through the tables of a switch, as Open vSwitch takes it: {@link Packet} and {@link Tables} in, the tree of a
 * {@link Walk} out. Pure, no state between packets; fragments as in the mode nx-match. What cannot be modelled ends the
 * branch and says so, never a guess.
 */
@NullMarked
package dev.heddle.flow.interpret;

import org.jspecify.annotations.NullMarked;
