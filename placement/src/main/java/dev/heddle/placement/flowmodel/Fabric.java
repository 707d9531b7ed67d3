package dev.heddle.placement.flowmodel;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.gang.Gang.Pattern;

/**
 * What the flow model supposes.
 *
 * @param oversubscription 2 where a rack's uplinks carry half of what its hosts' NICs do, at least 1
 * @param pattern of every gang
 * @param communication share of a job's duration in the log that is communication, from 0 to 1
 */
public record Fabric(double oversubscription, Pattern pattern, double communication) {
    public Fabric {
        if (!(oversubscription >= 1) || !(communication >= 0 && communication <= 1)) {
            throw new IllegalArgumentException(oversubscription + ":1, " + communication);
        }
    }

    /** Of the links of {@link Traffic}, in NICs of a host. */
    double[] capacity(Domains domains) {
        int level = domains.levels() - 1;
        double[] capacity = new double[2 * domains.domains(level)];
        for (int link = 0; link < capacity.length; link++) {
            capacity[link] = domains.size(level, link / 2) / oversubscription;
        }
        return capacity;
    }

    /** How much of a job is done per unit of time when it communicates at that speed. */
    double pace(double speed) {
        return 1 / (1 + communication * (1 / speed - 1));
    }
}
