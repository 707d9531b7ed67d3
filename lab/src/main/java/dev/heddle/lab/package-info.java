/**
 * Hosts as network namespaces with a real Open vSwitch each, joined by underlay bridges and run by a real controller.
 *
 * <p>{@link dev.heddle.lab.Lab} is the entry. Everything a lab makes on the machine carries a prefix derived from its
 * directory, and each process it starts carries a mark in its environment, so that a lab can be taken down with nothing
 * but its directory's name: after any crash, and without touching what others made.
 *
 * <p>Threads: callers' own; the workload agent is a process of its own ({@link dev.heddle.lab.workload.Agent}).
 */
@NullMarked
package dev.heddle.lab;

import org.jspecify.annotations.NullMarked;
