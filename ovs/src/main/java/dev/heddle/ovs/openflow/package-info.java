/**
 * OpenFlow 1.5 messages as values, with the extensions of Open vSwitch that Heddle uses. Pure: {@code codec} turns them
 * into bytes and back, {@code session} speaks the protocol, {@code net} moves the bytes.
 */
@NullMarked
package dev.heddle.ovs.openflow;

import org.jspecify.annotations.NullMarked;
