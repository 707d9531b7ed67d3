package dev.heddle.ovs.openflow;

/**
 * A message with what else its header says.
 *
 * @param version the wire version; 6 except in HELLO and in errors about HELLO
 * @param xid pairs answers with requests
 */
public record Frame(int version, int xid, OfMessage message) {}
