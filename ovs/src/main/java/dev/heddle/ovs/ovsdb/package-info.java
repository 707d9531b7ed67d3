/**
 * The Open vSwitch Database protocol (RFC 7047 and ovsdb-server(7)) as a client: values, schemas and typed rows, operations, a
 * session without I/O, and a replica of what is monitored. One owner thread per session. Inputs: bytes and the time; outputs:
 * bytes and events.
 */
@NullMarked
package dev.heddle.ovs.ovsdb;

import org.jspecify.annotations.NullMarked;
