/**
 * Follows every packet that can enter a switch under the label of the slice that it enters from. A packet is what is known of its
 * ingress port, tunnel, metadata and registers; its headers are not known. Inputs: flows, groups and a contract; output: the
 * places where a label may leave to where it must not. Pure; no more than one thread at a time.
 */
@NullMarked
package dev.heddle.verify.label;

import org.jspecify.annotations.NullMarked;
