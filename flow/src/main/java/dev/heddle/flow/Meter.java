package dev.heddle.flow;

import java.util.List;

/**
 * A meter: what is done with packets above a rate (OpenFlow 1.5.1 section 5.11; ovs-ofctl(8), "Meter Table Commands").
 *
 * @param id 1 to {@link #MAX}, or one of the virtual meters
 * @param flags of the constants below; {@link #KBPS} or {@link #PKTPS}
 */
public record Meter(int id, int flags, List<Band> bands) {
    /** The highest identifier of a meter that flows may use (OFPM_MAX). */
    public static final int MAX = 0xffff0000;

    /** The virtual meter of packets that the switch handles outside its datapath. */
    public static final int SLOWPATH = 0xfffffffd;

    /** The virtual meter of packets to the controllers. */
    public static final int CONTROLLER = 0xfffffffe;

    /** Every meter, in requests and for deletion. */
    public static final int ALL = 0xffffffff;

    /** Rates are kilobits a second. */
    public static final int KBPS = 1;

    /** Rates are packets a second. */
    public static final int PKTPS = 1 << 1;

    /** The bands give burst sizes. */
    public static final int BURST = 1 << 2;

    /** The switch keeps counters. */
    public static final int STATS = 1 << 3;

    /** What is done above one rate; of several the one with the highest exceeded rate counts. */
    public sealed interface Band {
        /**
         * Drops.
         *
         * @param rate as the meter's flags say, 32 bits; as {@code burstSize}
         * @param burstSize in kilobits or packets, 0 without {@link #BURST}
         */
        record Drop(long rate, long burstSize) implements Band {}

        /**
         * Raises the drop precedence in the DSCP.
         *
         * @param precedence by how much, 1 to 255
         */
        record DscpRemark(long rate, long burstSize, int precedence) implements Band {}

        /** A band of another type, as it stands on the wire. */
        record Raw(Octets band) implements Band {}
    }

    public Meter {
        bands = List.copyOf(bands);
    }

    /** The same without burst sizes that do not count: Open vSwitch lists the rate there where {@link #BURST} is not set. */
    public Meter canonical() {
        if ((flags & BURST) != 0) {
            return this;
        }
        return new Meter(id, flags, bands.stream().map(Meter::withoutBurst).toList());
    }

    private static Band withoutBurst(Band band) {
        return switch (band) {
            case Band.Drop drop -> new Band.Drop(drop.rate(), 0);
            case Band.DscpRemark remark -> new Band.DscpRemark(remark.rate(), 0, remark.precedence());
            case Band.Raw raw -> raw;
        };
    }
}
