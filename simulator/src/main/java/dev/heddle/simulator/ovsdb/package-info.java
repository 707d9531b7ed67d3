/**
 * A host's database in memory. {@link dev.heddle.simulator.ovsdb.SimDatabase} is an ovsdb-server: bytes of any number of
 * sessions in, bytes out. {@link dev.heddle.simulator.ovsdb.SimVswitchd} is what ovs-vswitchd reads and writes there: events for
 * the owner of the switches out. {@link dev.heddle.simulator.ovsdb.HostDatabase} is both, and the hand of operators and
 * workloads. Without I/O, clock or thread; one owner thread; thousands fit into a process, as they share the schema.
 *
 * <p>Random transactions, monitors, locks and configurations to Open vSwitch 3.1 and to these give the same results, errors,
 * updates, port numbers and flushes; a test compares.
 */
@NullMarked
package dev.heddle.simulator.ovsdb;

import org.jspecify.annotations.NullMarked;
