package dev.heddle.placement.why;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Share;

/**
 * Something of a host that is counted on its own.
 *
 * @param index the uplink of a bandwidth; of GPUs the rail, or {@link #ANY}
 */
record Counter(Limit resource, int index) {
    /** All GPUs of the host, whatever their rail; and whatever has no parts. */
    static final int ANY = -1;

    long capacity(Machine machine) {
        return switch (resource) {
            case CPU -> machine.cpu();
            case MEMORY -> machine.memory();
            case STORAGE -> machine.storage();
            case GPU -> count(Gpus.first(machine.gpus()), machine);
            case BANDWIDTH ->
                index < machine.uplinks().size() ? machine.uplinks().get(index) : 0;
            default -> throw new IllegalStateException(resource + " is not counted");
        };
    }

    long free(Cluster cluster, int host) {
        Machine machine = cluster.machine(host);
        return switch (resource) {
            case CPU -> cluster.freeCpu(host);
            case MEMORY -> cluster.freeMemory(host);
            case STORAGE -> cluster.freeStorage(host);
            case GPU -> count(cluster.freeGpus(host), machine);
            case BANDWIDTH -> index < machine.uplinks().size() ? cluster.freeBandwidth(host, index) : 0;
            default -> throw new IllegalStateException(resource + " is not counted");
        };
    }

    long of(Share share, Machine machine) {
        return switch (resource) {
            case CPU -> share.cpu();
            case MEMORY -> share.memory();
            case STORAGE -> share.storage();
            case GPU -> count(share.gpus(), machine);
            case BANDWIDTH -> share.bandwidth().getOrDefault(index, 0L);
            default -> throw new IllegalStateException(resource + " is not counted");
        };
    }

    /** Those of the GPUs that it counts. */
    Gpus counted(Gpus gpus, Machine machine) {
        return index == ANY
                ? gpus
                : Gpus.of(gpus.indices()
                        .filter(gpu -> machine.railOf(gpu) == index)
                        .toArray());
    }

    private long count(Gpus gpus, Machine machine) {
        return index == ANY
                ? gpus.count()
                : gpus.indices().filter(gpu -> machine.railOf(gpu) == index).count();
    }
}
