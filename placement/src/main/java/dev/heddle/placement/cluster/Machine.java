package dev.heddle.placement.cluster;

import java.util.List;

/**
 * What a host has for workers: its capacity less the share of the system.
 *
 * @param cpu thousandths of a core
 * @param memory bytes
 * @param storage bytes
 * @param gpus how many; indices from 0
 * @param uplinks the bandwidth of each in bit/s; the first is the default
 * @param open whether it takes new workers (ready, not cordoned, draining or lost)
 */
public record Machine(long cpu, long memory, long storage, int gpus, List<Long> uplinks, boolean open) {
    public Machine {
        uplinks = List.copyOf(uplinks);
    }

    /** A host that is one thing: one GPU stands for all of it. */
    public static final Machine UNIT = ofGpus(1);

    /** A host of which only the GPUs count. */
    public static Machine ofGpus(int gpus) {
        return new Machine(0, 0, 0, gpus, List.of(), true);
    }

    /** The same, taking new workers. */
    public Machine opened() {
        return new Machine(cpu, memory, storage, gpus, uplinks, true);
    }

    /** The uplink on the rail of a GPU: GPUs are spread over the uplinks evenly, in order. */
    public int railOf(int gpu) {
        return (int) ((long) gpu * uplinks.size() / gpus);
    }
}
