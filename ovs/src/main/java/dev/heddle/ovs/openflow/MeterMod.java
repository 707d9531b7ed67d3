package dev.heddle.ovs.openflow;

import dev.heddle.flow.Meter;
import java.util.List;

/**
 * OFPT_METER_MOD.
 *
 * @param meter for DELETE only its id matters; {@link Meter#ALL} is every meter
 */
public record MeterMod(Command command, Meter meter) implements OfMessage {
    /** OFPMC_*; the ordinal is the value on the wire. */
    public enum Command {
        ADD,
        MODIFY,
        DELETE
    }

    /** Creates the meter; refused as OFPMMFC_METER_EXISTS where there is one. */
    public static MeterMod add(Meter meter) {
        return new MeterMod(Command.ADD, meter);
    }

    /** Replaces the meter; refused as OFPMMFC_UNKNOWN_METER where there is none. */
    public static MeterMod modify(Meter meter) {
        return new MeterMod(Command.MODIFY, meter);
    }

    /** Deletes the meter and every flow that uses it; no error when there is none. */
    public static MeterMod delete(int id) {
        return new MeterMod(Command.DELETE, new Meter(id, 0, List.of()));
    }
}
