package dev.heddle.flow.text;

import dev.heddle.flow.Meter;
import java.util.ArrayList;
import java.util.List;

/** Meters as ovs-ofctl(8) has them: {@code meter=1,kbps,burst,band=type=drop,rate=1000,burst_size=100}. Pure. */
public final class MeterText {
    private static final String SEPARATORS = ", \t\r\n";
    private static final String KEY_SEPARATORS = "=, \t\r\n";
    private static final String[] FLAGS = {"kbps", "pktps", "burst", "stats"};
    private static final int FLAG_BITS = (1 << FLAGS.length) - 1;

    private MeterText() {}

    /** Reads what add-meter and mod-meter take, and what dump-meters prints. */
    public static Meter read(String text) {
        Scanner in = new Scanner(text);
        int bands = in.find("band");
        if (bands < 0) {
            throw in.error("a meter takes bands", text.length());
        }
        int[] header = header(in.part(0, bands), true);
        in.moveTo(bands);
        in.until("=");
        if (!in.take('=')) {
            throw in.error("a meter takes bands");
        }
        return new Meter(header[0], header[1], bands(in, (header[1] & Meter.BURST) != 0));
    }

    /** Reads what del-meter and dump-meter take: {@code meter=ID}. */
    public static int readId(String text) {
        return header(new Scanner(text), false)[0];
    }

    /** The id and the flags. */
    private static int[] header(Scanner in, boolean withFlags) {
        int id = 0;
        int flags = 0;
        while (in.skipTo(KEY_SEPARATORS)) {
            int start = in.position();
            String key = in.until(KEY_SEPARATORS);
            int flag = withFlags ? List.of(FLAGS).indexOf(key) : -1;
            if (flag >= 0) {
                flags |= 1 << flag;
            } else if (key.equals("meter")) {
                id = id(value(key, in));
            } else {
                throw in.error("a meter has no " + key, start);
            }
        }
        if (id == 0) {
            throw in.error("a meter takes meter=ID");
        }
        if (withFlags && flags == 0) {
            throw in.error("a meter takes kbps or pktps");
        }
        if ((flags & Meter.KBPS) != 0 && (flags & Meter.PKTPS) != 0) {
            throw in.error("a meter takes kbps or pktps, not both");
        }
        return new int[] {id, flags};
    }

    private static Scanner value(String key, Scanner in) {
        // As strtok does: the delimiter behind the key is gone, and others do not count.
        in.next();
        if (!in.skipTo(SEPARATORS)) {
            throw in.error(key + " takes a value");
        }
        int start = in.position();
        in.until(SEPARATORS);
        return in.part(start, in.position());
    }

    private static int id(Scanner in) {
        int start = in.position();
        int id = switch (in.copy().rest()) {
            case "all" -> Meter.ALL;
            case "controller" -> Meter.CONTROLLER;
            case "slowpath" -> Meter.SLOWPATH;
            default -> {
                int number = (int) number(in);
                if (number == 0 || Integer.compareUnsigned(number, Meter.MAX) > 0) {
                    throw in.error("meters are numbered from 1 to 0xffff0000", start);
                }
                yield number;
            }
        };
        return id;
    }

    private static long number(Scanner in) {
        long number = in.number();
        in.requireEnd();
        return number & 0xffffffffL;
    }

    private static List<Meter.Band> bands(Scanner in, boolean burst) {
        List<Meter.Band> out = new ArrayList<>(1);
        Band band = null;
        while (in.skipTo(KEY_SEPARATORS)) {
            int start = in.position();
            String key = in.until(KEY_SEPARATORS);
            if (key.equals("type")) {
                if (band != null) {
                    out.add(band.build(in, burst));
                }
                band = new Band(start, value(key, in));
            } else if (band == null) {
                throw in.error("a band begins with type=", start);
            } else {
                band.take(key, start, value(key, in));
            }
        }
        if (band == null) {
            throw in.error("a meter takes bands");
        }
        out.add(band.build(in, burst));
        return out;
    }

    /** A band while it is read. */
    private static final class Band {
        private final int start;
        private final boolean remark;
        private long rate;
        private long burstSize;
        private int precedence;

        Band(int start, Scanner type) {
            this.start = start;
            int typeStart = type.position();
            String word = type.rest();
            this.remark = word.equals("dscp_remark");
            if (!remark && !word.equals("drop")) {
                throw type.error("a band's type is drop or dscp_remark", typeStart);
            }
        }

        void take(String key, int keyStart, Scanner value) {
            switch (key) {
                case "rate" -> rate = number(value);
                case "burst_size" -> burstSize = number(value);
                case "prec_level" -> {
                    precedence = (int) value.number(0xff, key);
                    value.requireEnd();
                }
                default -> throw value.error("a band has no " + key, keyStart);
            }
        }

        Meter.Band build(Scanner in, boolean burst) {
            if (rate == 0) {
                throw in.error("a band takes a rate", start);
            }
            if (burst && burstSize == 0) {
                throw in.error("a band takes a burst_size where the meter has burst", start);
            }
            if (!burst && burstSize != 0) {
                throw in.error("a band takes a burst_size only where the meter has burst", start);
            }
            if (remark && precedence == 0) {
                throw in.error("dscp_remark takes a prec_level", start);
            }
            if (!remark && precedence != 0) {
                throw in.error("only dscp_remark takes a prec_level", start);
            }
            return remark
                    ? new Meter.Band.DscpRemark(rate, burstSize, precedence)
                    : new Meter.Band.Drop(rate, burstSize);
        }
    }

    /** As dump-meters prints it: {@code meter=1 kbps burst bands=}, then each band on a line of its own. */
    public static String print(Meter meter) {
        StringBuilder out = new StringBuilder("meter=");
        id(meter.id(), out);
        out.append(' ');
        for (int i = 0; i < FLAGS.length; i++) {
            if ((meter.flags() >>> i & 1) != 0) {
                out.append(FLAGS[i]).append(' ');
            }
        }
        if ((meter.flags() & ~FLAG_BITS) != 0) {
            out.append("flags:0x")
                    .append(Integer.toHexString(meter.flags() & ~FLAG_BITS))
                    .append(' ');
        }
        out.append("bands=");
        boolean burst = (meter.flags() & Meter.BURST) != 0;
        for (Meter.Band band : meter.bands()) {
            switch (band) {
                case Meter.Band.Drop drop -> band("drop", drop.rate(), burst, drop.burstSize(), out);
                case Meter.Band.DscpRemark remark -> {
                    band("dscp_remark", remark.rate(), burst, remark.burstSize(), out);
                    out.append(" prec_level=").append(remark.precedence());
                }
                case Meter.Band.Raw raw -> out.append("\nraw=").append(raw.band());
            }
        }
        return out.toString();
    }

    /** The number of a meter or the name of a virtual one. */
    static void id(int id, StringBuilder out) {
        switch (id) {
            case Meter.ALL -> out.append("all");
            case Meter.CONTROLLER -> out.append("controller");
            case Meter.SLOWPATH -> out.append("slowpath");
            default -> out.append(Integer.toUnsignedString(id));
        }
    }

    private static void band(String type, long rate, boolean burst, long burstSize, StringBuilder out) {
        out.append("\ntype=").append(type).append(" rate=").append(rate);
        if (burst) {
            out.append(" burst_size=").append(burstSize);
        }
    }
}
