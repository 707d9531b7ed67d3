package dev.heddle.simulator.openflow;

import dev.heddle.flow.Meter;
import dev.heddle.ovs.openflow.MeterMod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of meters, which no bundle takes. As with the userspace datapath: bands that drop, at most eight. */
final class Meters {
    static final int MAX_BANDS = 8;
    static final int FLAGS = Meter.KBPS | Meter.PKTPS | Meter.BURST | Meter.STATS;

    private Meters() {}

    static void apply(MeterMod mod, SwitchState state, Change change) {
        if (mod.command() == MeterMod.Command.DELETE) {
            delete(mod.meter().id(), state, change);
            change.tell(new News.Forward(MeterMod.delete(mod.meter().id())));
            return;
        }
        Meter meter = checked(mod.meter());
        SwitchState.@Nullable HeldMeter held = state.meters.get(meter.id());
        if (held != null && mod.command() == MeterMod.Command.ADD) {
            throw Refusal.OFPMMFC_METER_EXISTS.refused();
        }
        if (held == null && mod.command() == MeterMod.Command.MODIFY) {
            throw Refusal.OFPMMFC_UNKNOWN_METER.refused();
        }
        requireSupported(meter);
        Meter kept = new Meter(
                meter.id(),
                meter.flags(),
                meter.bands().stream().map(Meters::withBurst).toList());
        long createdAt = held == null ? state.now() : held.createdAt();
        state.meters.put(kept.id(), new SwitchState.HeldMeter(kept, createdAt));
        change.tell(new News.Forward(new MeterMod(mod.command(), kept)));
    }

    private static Meter checked(Meter meter) {
        if ((meter.flags() & Meter.KBPS) != 0 && (meter.flags() & Meter.PKTPS) != 0) {
            throw Refusal.OFPMMFC_BAD_FLAGS.refused();
        }
        if (meter.bands().stream().anyMatch(b -> b instanceof Meter.Band.Raw)) {
            throw Refusal.OFPMMFC_BAD_BAND.refused();
        }
        boolean virtual = meter.id() == Meter.SLOWPATH || meter.id() == Meter.CONTROLLER;
        if (meter.id() == 0 || (Integer.compareUnsigned(meter.id(), Meter.MAX) > 0 && !virtual)) {
            throw Refusal.OFPMMFC_INVALID_METER.refused();
        }
        if (meter.bands().size() > MAX_BANDS) {
            throw Refusal.OFPMMFC_OUT_OF_BANDS.refused();
        }
        return meter;
    }

    private static void requireSupported(Meter meter) {
        if ((meter.flags() & (Meter.KBPS | Meter.PKTPS)) == 0) {
            throw Refusal.OFPMMFC_BAD_FLAGS.refused();
        }
        if (meter.bands().isEmpty()) {
            throw Refusal.OFPMMFC_OUT_OF_BANDS.refused();
        }
        if (meter.bands().stream().anyMatch(b -> rate(b) == 0)) {
            throw Refusal.OFPMMFC_BAD_RATE.refused();
        }
        if ((meter.flags() & ~FLAGS) != 0) {
            throw Refusal.OFPMMFC_BAD_FLAGS.refused();
        }
        if (!meter.bands().stream().allMatch(b -> b instanceof Meter.Band.Drop)) {
            throw Refusal.OFPMMFC_BAD_BAND.refused();
        }
    }

    private static long rate(Meter.Band band) {
        return switch (band) {
            case Meter.Band.Drop drop -> drop.rate();
            case Meter.Band.DscpRemark remark -> remark.rate();
            case Meter.Band.Raw _ -> 0;
        };
    }

    private static Meter.Band withBurst(Meter.Band band) {
        return band instanceof Meter.Band.Drop(long rate, long burst) && burst == 0
                ? new Meter.Band.Drop(rate, rate)
                : band;
    }

    private static void delete(int id, SwitchState state, Change change) {
        List<Integer> gone = id == Meter.ALL ? List.copyOf(state.meters.keySet()) : List.of(id);
        for (int meter : gone) {
            if (state.meters.remove(meter) != null) {
                change.delete(state.flows.usersOfMeter(meter), News.METER_DELETE, false);
                change.tell(new News.Flush());
            }
        }
    }
}
