package dev.heddle.model.net;

import dev.heddle.model.text.Quote;
import java.util.HexFormat;
import java.util.List;

/**
 * An Ethernet address.
 *
 * @param bits the 48 bits, first byte highest
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("not 48 bits: " + Long.toHexString(bits));
        }
    }

    /** The address in 6 bytes in network order. */
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != 6) {
            throw new IllegalArgumentException(bytes.length + " bytes, expected 6");
        }
        return new MacAddress(Bytes.read(bytes, 0, 6));
    }

    /**
     * Reads {@code 02:00:00:00:00:0a}, {@code 2:0:0:0:0:a}, {@code 02-00-00-00-00-0a}, {@code 0200.0000.000a} and {@code
     * 02000000000a} in any case.
     *
     * @throws AddressFormatException if it is none
     */
    public static MacAddress parse(String text) {
        if (text.indexOf(':') >= 0) {
            return parse(text, IpText.split(text, ':'), 6, 1);
        }
        if (text.indexOf('-') >= 0) {
            return parse(text, IpText.split(text, '-'), 6, 1);
        }
        if (text.indexOf('.') >= 0) {
            return parse(text, IpText.split(text, '.'), 3, 4);
        }
        return parse(text, List.of(text), 1, 12);
    }

    private static MacAddress parse(String text, List<String> parts, int count, int minDigits) {
        int maxDigits = 12 / count;
        boolean good = parts.size() == count
                && parts.stream()
                        .allMatch(p -> p.length() >= minDigits
                                && p.length() <= maxDigits
                                && p.chars().allMatch(IpText::isHex));
        if (!good) {
            throw new AddressFormatException(
                    Quote.of(text) + " is no MAC address, expected the form 02:00:00:00:00:0a");
        }
        long bits = 0;
        for (String part : parts) {
            bits = bits << (4 * maxDigits) | Long.parseLong(part, 16);
        }
        return new MacAddress(bits);
    }

    /** 6 bytes in network order. */
    public byte[] bytes() {
        byte[] out = new byte[6];
        Bytes.write(out, 0, 6, bits);
        return out;
    }

    /** Multicast or broadcast: the lowest bit of the first byte. */
    public boolean isGroup() {
        return (bits >>> 40 & 1) != 0;
    }

    /** All zero: no address. */
    public boolean isZero() {
        return bits == 0;
    }

    /** {@code 02:00:00:00:00:0a}. */
    @Override
    public String toString() {
        return COLONS.formatHex(bytes());
    }

    @Override
    public int compareTo(MacAddress other) {
        return Long.compareUnsigned(bits, other.bits);
    }
}
