/**
 * The controller's side of one OpenFlow 1.5 connection, as a state machine without I/O, clock or thread: bytes and time in,
 * bytes and events out. Owner: whoever drives it, one thread at a time.
 */
@NullMarked
package dev.heddle.ovs.openflow.session;

import org.jspecify.annotations.NullMarked;
