package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Seat;

/**
 * Takes and gives back seats, and sums up over the window's time how much was busy, and how much of what was free the mean gang
 * could not use within one rack. O(1) per seat. Owned by the replay.
 */
final class Meter {
    private final Cluster cluster;
    private final int rackLevel;
    private final int perHost;
    private final long end;
    /** Workers of the mean gang of those that can start, each a whole host. */
    private final int meanGang;

    private final int[] emptyHosts;
    private long capacity;
    private long free;
    private long usable;
    private double freeTime;
    private double usableTime;

    Meter(Cluster cluster, Schedule schedule) {
        Domains domains = cluster.domains();
        this.cluster = cluster;
        this.rackLevel = domains.levels() - 1;
        this.perHost = schedule.unit().perHost();
        this.end = schedule.length();
        this.meanGang = (int) Math.round(schedule.submissions().stream()
                .filter(job -> job.counts() && job.isGang() && job.gang().size() <= domains.hosts())
                .mapToInt(job -> job.gang().size())
                .average()
                .orElse(1));
        this.emptyHosts = new int[domains.domains(rackLevel)];
        for (int rack = 0; rack < emptyHosts.length; rack++) {
            emptyHosts[rack] = domains.size(rackLevel, rack);
            usable += usableOf(rack);
        }
        this.capacity = (long) domains.hosts() * perHost;
        this.free = capacity;
    }

    private long usableOf(int rack) {
        return (long) emptyHosts[rack] / meanGang * meanGang * perHost;
    }

    void take(Seat seat) {
        boolean wasEmpty = cluster.isEmpty(seat.host());
        cluster.take(seat);
        free -= seat.share().gpus().count();
        if (wasEmpty) {
            changeEmpty(seat.host(), -1);
        }
    }

    void give(Seat seat) {
        cluster.give(seat);
        free += seat.share().gpus().count();
        if (cluster.isEmpty(seat.host())) {
            changeEmpty(seat.host(), 1);
        }
    }

    private void changeEmpty(int host, int change) {
        int rack = cluster.domains().domainOf(rackLevel, host);
        usable -= usableOf(rack);
        emptyHosts[rack] += change;
        usable += usableOf(rack);
    }

    /** Time passes without a change. */
    void advance(long from, long to) {
        long inside = Math.min(to, end) - Math.max(from, 0);
        if (inside > 0) {
            freeTime += (double) free * inside;
            usableTime += (double) usable * inside;
        }
    }

    /** Mean share of the capacity that is busy, over the window. */
    double utilisation() {
        return end == 0 ? 0 : 1 - freeTime / ((double) capacity * end);
    }

    /** Share of the free capacity, over the window, that the mean gang cannot use within one rack. */
    double fragmentation() {
        return freeTime == 0 ? 0 : 1 - usableTime / freeTime;
    }
}
