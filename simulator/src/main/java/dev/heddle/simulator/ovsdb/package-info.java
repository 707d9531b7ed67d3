/**
 * An OVSDB server in memory (RFC 7047) with what ovs-vswitchd writes into it. Sans-I/O; one owner thread.
 */
@NullMarked
package dev.heddle.simulator.ovsdb;

import org.jspecify.annotations.NullMarked;
