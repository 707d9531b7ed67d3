package dev.heddle.placement.gang;

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
    public static Need ofGpus(int gpus) {
        return new Need(0, 0, 0, gpus, 0, false);
    }
}
