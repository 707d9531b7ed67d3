/**
 * One packet through the tables of a switch, as Open vSwitch takes it: pure, no state between packets.
 */
@NullMarked
package dev.heddle.flow.interpret;

import org.jspecify.annotations.NullMarked;
