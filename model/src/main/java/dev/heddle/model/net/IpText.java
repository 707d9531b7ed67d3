package dev.heddle.model.net;

import dev.heddle.model.text.Quote;
import java.util.ArrayList;
import java.util.List;

/** Text forms of IP addresses: RFC 4291 section 2.2 in, RFC 5952 out. */
final class IpText {
    private static final int GROUPS = 8;

    private IpText() {}

    static IpAddress parse(String text) {
        if (text.indexOf(':') < 0) {
            return IpAddress.v4(parseV4(text, text));
        }
        if (text.indexOf('%') >= 0) {
            throw bad(text, "an address without a zone");
        }
        IpAddress address = parseV6(text);
        if (address.isMapped()) {
            throw new AddressFormatException(
                    "%s is an IPv4-mapped address, expected IPv4 or IPv6".formatted(Quote.of(text)));
        }
        return address;
    }

    static String format(IpAddress address) {
        if (!address.v6()) {
            long bits = address.lo();
            return (bits >> 24) + "." + (bits >> 16 & 0xff) + "." + (bits >> 8 & 0xff) + "." + (bits & 0xff);
        }
        int[] groups = groups(address);
        int zerosAt = -1;
        int zeros = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > zeros) {
                zerosAt = i;
                zeros = run;
            }
        }
        if (zerosAt < 0) {
            return join(groups, 0, GROUPS);
        }
        return join(groups, 0, zerosAt) + "::" + join(groups, zerosAt + zeros, GROUPS);
    }

    /** An IPv4 address; errors quote the whole text of which it may be the tail. */
    private static int parseV4(String text, String whole) {
        List<String> parts = split(text, '.');
        if (parts.size() != 4) {
            throw bad(whole, "an IP address");
        }
        int bits = 0;
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw bad(whole, "an IP address");
            }
            if (part.length() > 1 && part.charAt(0) == '0') {
                throw bad(whole, "numbers without leading zeros");
            }
            int value = Integer.parseInt(part);
            if (value > 255) {
                throw bad(whole, "numbers from 0 to 255");
            }
            bits = bits << 8 | value;
        }
        return bits;
    }

    private static IpAddress parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            throw bad(text, "at most one \"::\"");
        }
        List<Integer> head = groups(gap < 0 ? text : text.substring(0, gap), text, gap < 0);
        List<Integer> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2), text, true);
        int written = head.size() + tail.size();
        if (gap < 0 ? written != GROUPS : written >= GROUPS) {
            throw bad(text, "an IPv6 address of 8 groups");
        }
        List<Integer> all = new ArrayList<>(head);
        while (all.size() + tail.size() < GROUPS) {
            all.add(0);
        }
        all.addAll(tail);
        long hi = 0;
        long lo = 0;
        for (int i = 0; i < GROUPS / 2; i++) {
            hi = hi << 16 | all.get(i);
            lo = lo << 16 | all.get(i + GROUPS / 2);
        }
        return IpAddress.v6(hi, lo);
    }

    private static List<Integer> groups(String text, String whole, boolean mayEndInV4) {
        List<Integer> out = new ArrayList<>();
        if (text.isEmpty()) {
            return out;
        }
        List<String> parts = split(text, ':');
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (mayEndInV4 && i == parts.size() - 1 && part.indexOf('.') >= 0) {
                int v4 = parseV4(part, whole);
                out.add(v4 >>> 16);
                out.add(v4 & 0xffff);
                continue;
            }
            if (part.isEmpty() || part.length() > 4 || !part.chars().allMatch(IpText::isHex)) {
                throw bad(whole, "groups of 1 to 4 hexadecimal digits");
            }
            out.add(Integer.parseInt(part, 16));
        }
        return out;
    }

    private static int[] groups(IpAddress address) {
        int[] out = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < GROUPS / 2 ? address.hi() : address.lo();
            out[i] = (int) (half >>> (48 - 16 * (i % (GROUPS / 2)))) & 0xffff;
        }
        return out;
    }

    private static String join(int[] groups, int from, int to) {
        StringBuilder out = new StringBuilder();
        for (int i = from; i < to; i++) {
            out.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return out.toString();
    }

    /** All parts, empty ones included. */
    static List<String> split(String text, char separator) {
        List<String> out = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            out.add(text.substring(from, at));
            from = at + 1;
        }
        out.add(text.substring(from));
        return out;
    }

    static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static AddressFormatException bad(String text, String expected) {
        return new AddressFormatException(Quote.of(text) + " is no address, expected " + expected);
    }
}
