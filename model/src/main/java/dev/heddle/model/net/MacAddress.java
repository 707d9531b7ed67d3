package dev.heddle.model.net;

/**
 * An Ethernet address.
 *
 * @param bits the 48 bits, first byte highest
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {
    @Override
    public int compareTo(MacAddress other) {
        return Long.compareUnsigned(bits, other.bits);
    }
}
