package dev.heddle.model.net;

/**
 * A prefix without host bits.
 *
 * @param address the network address
 * @param length prefix length, 1 to 32 or 128
 */
public record IpPrefix(IpAddress address, int length) {}
