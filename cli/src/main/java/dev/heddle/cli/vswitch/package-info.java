/**
 * {@code heddle switch}: one Open vSwitch on its own, programmed from the command line with the classes of
 * {@code dev.heddle.ovs.sdk}; no controller takes part. Thread: main.
 */
@NullMarked
package dev.heddle.cli.vswitch;

import org.jspecify.annotations.NullMarked;
