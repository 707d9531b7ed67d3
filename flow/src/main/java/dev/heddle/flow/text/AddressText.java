package dev.heddle.flow.text;

import dev.heddle.flow.Bits;

/** Ethernet, IPv4 and IPv6 addresses in text; IPv6 as inet_ntop(3) prints it, which is RFC 5952 for all but a few. */
public final class AddressText {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();
    private static final int GROUPS = 8;

    private AddressText() {}

    /** Takes a MAC address. */
    public static long readMac(Scanner in) {
        long mac = 0;
        for (int i = 0; i < 6; i++) {
            if (i > 0) {
                in.expect(':');
            }
            int high = Scanner.digit(in.peek(), 16);
            int low = Scanner.digit(in.peek(1), 16);
            if (high < 0) {
                throw in.error("an Ethernet address is six pairs of hexadecimal digits");
            }
            in.next();
            if (low >= 0) {
                in.next();
            }
            mac = mac << 8 | (low < 0 ? high : high << 4 | low);
        }
        return mac;
    }

    public static void printMac(long mac, StringBuilder out) {
        for (int shift = 40; shift >= 0; shift -= 8) {
            out.append(DIGITS[(int) (mac >>> (shift + 4)) & 0xf]).append(DIGITS[(int) (mac >>> shift) & 0xf]);
            if (shift > 0) {
                out.append(':');
            }
        }
    }

    /** Takes an IPv4 address. */
    public static long readIpv4(Scanner in) {
        long ip = 0;
        for (int i = 0; i < 4; i++) {
            if (i > 0) {
                in.expect('.');
            }
            ip = ip << 8 | octet(in);
        }
        return ip;
    }

    private static int octet(Scanner in) {
        int start = in.position();
        int value = 0;
        for (int digit; (digit = Scanner.digit(in.peek(), 10)) >= 0; in.next()) {
            value = value * 10 + digit;
            if (value > 255) {
                throw in.error("a part of an IPv4 address is larger than 255", start);
            }
        }
        if (in.position() == start) {
            throw in.error("an IPv4 address is four decimal numbers");
        }
        return value;
    }

    public static void printIpv4(long ip, StringBuilder out) {
        out.append(ip >>> 24 & 0xff)
                .append('.')
                .append(ip >>> 16 & 0xff)
                .append('.')
                .append(ip >>> 8 & 0xff)
                .append('.')
                .append(ip & 0xff);
    }

    /** Takes an IPv6 address, whose last 32 bits may be an IPv4 address. */
    public static Bits readIpv6(Scanner in) {
        int start = in.position();
        int[] groups = new int[GROUPS];
        int count = 0;
        int gap = in.take("::") ? 0 : -1;
        while (count < GROUPS && Scanner.digit(in.peek(), 16) >= 0) {
            if (isIpv4(in)) {
                if (count > GROUPS - 2) {
                    throw in.error("the IPv6 address is too long", start);
                }
                long ip = readIpv4(in);
                groups[count++] = (int) (ip >>> 16);
                groups[count++] = (int) ip & 0xffff;
                break;
            }
            groups[count++] = group(in);
            if (in.peek() != ':') {
                break;
            }
            if (in.peek(1) == ':') {
                if (gap >= 0) {
                    throw in.error("\"::\" stands twice in the IPv6 address");
                }
                in.take("::");
                gap = count;
            } else if (count < GROUPS && Scanner.digit(in.peek(1), 16) >= 0) {
                in.next();
            } else {
                throw in.error("no IPv6 address", start);
            }
        }
        if (gap < 0 ? count != GROUPS : count == GROUPS) {
            throw in.error("no IPv6 address", start);
        }
        return join(groups, count, gap);
    }

    private static Bits join(int[] groups, int count, int gap) {
        long hi = 0;
        long lo = 0;
        for (int i = 0; i < GROUPS; i++) {
            int from = gap < 0 || i < gap ? i : i - (GROUPS - count);
            long group = gap >= 0 && from < gap && i >= gap ? 0 : groups[from];
            if (i < 4) {
                hi = hi << 16 | group;
            } else {
                lo = lo << 16 | group;
            }
        }
        return new Bits(hi, lo);
    }

    private static boolean isIpv4(Scanner in) {
        int ahead = 0;
        while (Scanner.digit(in.peek(ahead), 10) >= 0) {
            ahead++;
        }
        return in.peek(ahead) == '.';
    }

    private static int group(Scanner in) {
        int start = in.position();
        int value = 0;
        for (int digit; (digit = Scanner.digit(in.peek(), 16)) >= 0; in.next()) {
            value = value << 4 | digit;
            if (in.position() - start >= 4) {
                throw in.error("a part of an IPv6 address has more than four digits", start);
            }
        }
        return value;
    }

    public static void printIpv6(Bits ip, StringBuilder out) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (int) ((i < 4 ? ip.hi() : ip.lo()) >>> (48 - 16 * (i % 4)) & 0xffff);
        }
        int best = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int j = i;
            while (j < GROUPS && groups[j] == 0) {
                j++;
            }
            if (j - i > length) {
                best = i;
                length = j - i;
            }
        }
        boolean ipv4 = best == 0 && (length == 6 || (length == 5 && groups[5] == 0xffff));
        for (int i = 0; i < GROUPS; i++) {
            if (i == best) {
                out.append("::");
                i += length - 1;
                continue;
            }
            if (i > 0 && i != best + length) {
                out.append(':');
            }
            if (ipv4 && i == 6) {
                printIpv4(ip.lo() & 0xffffffffL, out);
                return;
            }
            out.append(Integer.toHexString(groups[i]));
        }
    }
}
