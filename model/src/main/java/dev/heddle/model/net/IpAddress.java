package dev.heddle.model.net;

/**
 * An IPv4 or IPv6 address.
 *
 * @param v6 the family
 * @param hi high 64 bits of an IPv6 address; 0 for IPv4
 * @param lo low 64 bits of an IPv6 address, or the IPv4 address in its low 32 bits
 */
public record IpAddress(boolean v6, long hi, long lo) implements Comparable<IpAddress> {
    @Override
    public int compareTo(IpAddress other) {
        int c = Boolean.compare(v6, other.v6);
        c = c != 0 ? c : Long.compareUnsigned(hi, other.hi);
        return c != 0 ? c : Long.compareUnsigned(lo, other.lo);
    }
}
