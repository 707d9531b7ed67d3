/**
 * The text form of flows, groups and meters, exactly as ovs-ofctl(8) reads and prints it, both ways. Pure.
 */
@org.jspecify.annotations.NullMarked
package dev.heddle.flow.text;
