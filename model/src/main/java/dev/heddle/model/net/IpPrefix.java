package dev.heddle.model.net;

import dev.heddle.model.text.Quote;

/**
 * A prefix without host bits.
 *
 * @param address the network address
 * @param length prefix length, 0 to 32 or 128
 */
public record IpPrefix(IpAddress address, int length) implements Comparable<IpPrefix> {
    public IpPrefix {
        if (length < 0 || length > address.width()) {
            throw new IllegalArgumentException("prefix length " + length);
        }
        if (!mask(address, length).equals(address)) {
            throw new IllegalArgumentException(address + "/" + length + " has host bits");
        }
    }

    /** The prefix of that length which the address lies in. */
    public static IpPrefix of(IpAddress address, int length) {
        return new IpPrefix(mask(address, length), length);
    }

    /**
     * Reads {@code ADDRESS/LENGTH}, the address as {@link IpAddress#parse}.
     *
     * @throws AddressFormatException if it is none, or carries host bits
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new AddressFormatException(Quote.of(text) + " is no prefix, expected ADDRESS/LENGTH");
        }
        IpAddress address = IpAddress.parse(text.substring(0, slash));
        String digits = text.substring(slash + 1);
        boolean number = !digits.isEmpty()
                && digits.length() <= 3
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.length() == 1 || digits.charAt(0) != '0');
        if (!number || Integer.parseInt(digits) > address.width()) {
            throw new AddressFormatException(
                    "%s is no prefix, expected a length from 0 to %d".formatted(Quote.of(text), address.width()));
        }
        IpPrefix prefix = of(address, Integer.parseInt(digits));
        if (!prefix.address.equals(address)) {
            throw new AddressFormatException("%s has host bits, expected %s".formatted(Quote.of(text), prefix));
        }
        return prefix;
    }

    public boolean v6() {
        return address.v6();
    }

    public boolean contains(IpAddress other) {
        return other.v6() == address.v6() && mask(other, length).equals(address);
    }

    /** Whether the other lies in this one, or is the same. */
    public boolean contains(IpPrefix other) {
        return other.length >= length && contains(other.address);
    }

    public boolean overlaps(IpPrefix other) {
        return contains(other) || other.contains(this);
    }

    /** The lowest address: the network's, or the subnet-router anycast address. */
    public IpAddress first() {
        return address;
    }

    /** The highest address; the broadcast address of an IPv4 subnet. */
    public IpAddress last() {
        IpAddress wild = hostMask(address.v6(), length);
        return new IpAddress(address.v6(), address.hi() | wild.hi(), address.lo() | wild.lo());
    }

    /**
     * The lowest address that a member may have, which is the gateway's. IPv4 /31 and /32 and IPv6 /127 and /128 have no
     * network, broadcast and subnet-router address (RFC 3021, RFC 6164).
     */
    public IpAddress firstUsable() {
        return isTiny() ? address : address.plus(1);
    }

    /** The highest address that a member may have. */
    public IpAddress lastUsable() {
        IpAddress last = last();
        return isTiny() || v6() ? last : IpAddress.v4((int) last.lo() - 1);
    }

    /** Whether a member may have the address: inside, and none of network, broadcast and subnet-router. */
    public boolean isUsable(IpAddress other) {
        return contains(other) && other.compareTo(firstUsable()) >= 0 && other.compareTo(lastUsable()) <= 0;
    }

    private boolean isTiny() {
        return address.width() - length <= 1;
    }

    private static IpAddress mask(IpAddress address, int length) {
        IpAddress wild = hostMask(address.v6(), length);
        return new IpAddress(address.v6(), address.hi() & ~wild.hi(), address.lo() & ~wild.lo());
    }

    /** Ones where the host's bits are. */
    private static IpAddress hostMask(boolean v6, int length) {
        if (!v6) {
            return new IpAddress(false, 0, ones(32 - length));
        }
        return new IpAddress(true, ones(Math.max(0, 64 - length)), ones(Math.min(64, 128 - length)));
    }

    private static long ones(int count) {
        return count >= 64 ? -1L : (1L << count) - 1;
    }

    /** {@code 10.9.0.0/24}, {@code fd00:9::/64}. */
    @Override
    public String toString() {
        return address + "/" + length;
    }

    @Override
    public int compareTo(IpPrefix other) {
        int c = address.compareTo(other.address);
        return c != 0 ? c : Integer.compare(length, other.length);
    }
}
