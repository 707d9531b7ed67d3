/**
 * A switch in memory that speaks OpenFlow 1.5 as Open vSwitch does. Sans-I/O; one owner thread.
 */
@NullMarked
package dev.heddle.simulator.openflow;

import org.jspecify.annotations.NullMarked;
