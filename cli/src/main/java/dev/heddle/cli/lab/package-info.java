/** {@code heddle lab}: what a user types to run hosts, workloads and faults on one machine. Thread: main. */
@NullMarked
package dev.heddle.cli.lab;

import org.jspecify.annotations.NullMarked;
