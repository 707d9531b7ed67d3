/**
 * OpenFlow 1.5 messages to bytes and back. {@link dev.heddle.ovs.openflow.codec.OpenFlowCodec} is the only entry; there is
 * one class a structure of the protocol.
 *
 * <p>Decoding believes no length: each is at least its header and at most what is left, so every loop makes progress and
 * nothing is allocated that the bytes do not pay for. Fields, actions, instructions and messages that are not named are kept
 * raw. Encoding writes straight into the buffer and fills in lengths afterwards.
 */
@NullMarked
package dev.heddle.ovs.openflow.codec;

import org.jspecify.annotations.NullMarked;
