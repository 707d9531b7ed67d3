package dev.heddle.placement.gang;

import dev.heddle.placement.cluster.Machine;
import java.util.stream.IntStream;

/**
 * What one worker needs.
 *
 * @param cpu thousandths of a core
 * @param memory bytes
 * @param storage bytes
 * @param gpus whole devices
 * @param bandwidth bit/s on each uplink that it uses
 * @param rails whether it uses the uplinks on the rails of its GPUs; else the host's default uplink
 */
public record Need(long cpu, long memory, long storage, int gpus, long bandwidth, boolean rails) {
    public Need {
        if (cpu < 0 || memory < 0 || storage < 0 || gpus < 0 || bandwidth < 0) {
            throw new IllegalArgumentException("a need below nothing");
        }
    }

    public static Need ofGpus(int gpus) {
        return new Need(0, 0, 0, gpus, 0, false);
    }

    /** Whether its bandwidth is that of the rails of its GPUs. */
    public boolean onRails() {
        return rails && gpus > 0 && bandwidth > 0;
    }

    /** Whether a host of which nothing is taken would take such a worker, open or not. */
    public boolean fits(Machine machine) {
        boolean fits = cpu <= machine.cpu()
                && memory <= machine.memory()
                && storage <= machine.storage()
                && gpus <= machine.gpus();
        if (!fits || bandwidth == 0) {
            return fits;
        }
        if (!onRails()) {
            return !machine.uplinks().isEmpty()
                    && bandwidth <= machine.uplinks().getFirst();
        }
        return !machine.uplinks().isEmpty()
                && gpus
                        <= IntStream.range(0, machine.gpus())
                                .filter(gpu -> bandwidth <= machine.uplinks().get(machine.railOf(gpu)))
                                .count();
    }

    /** Of each the more of two; where it fits and the kind of uplink is the same, so does either. */
    Need max(Need other) {
        return new Need(
                Math.max(cpu, other.cpu),
                Math.max(memory, other.memory),
                Math.max(storage, other.storage),
                Math.max(gpus, other.gpus),
                Math.max(bandwidth, other.bandwidth),
                rails || other.rails);
    }

    /** What both need at least: where either fits, so does this. */
    Need min(Need other) {
        boolean alike = rails == other.rails;
        return new Need(
                Math.min(cpu, other.cpu),
                Math.min(memory, other.memory),
                Math.min(storage, other.storage),
                Math.min(gpus, other.gpus),
                alike ? Math.min(bandwidth, other.bandwidth) : 0,
                alike && rails);
    }
}
