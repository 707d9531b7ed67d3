package dev.heddle.placement.flowmodel;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.replay.Course;
import dev.heddle.placement.replay.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Jobs take as long as the log says if their traffic goes unhindered, and longer where gangs in several racks share uplinks
 * with others. Communication of different gangs is taken to fall together. Rates change only when such a gang starts or ends.
 */
public final class SharedCourse implements Course {
    private final Domains domains;
    private final Fabric fabric;
    private final int gpusPerHost;
    private final double[] capacity;
    /** The numbers of those within one rack, by their end. */
    private final TreeMap<Long, List<Integer>> settled = new TreeMap<>();
    /** Gangs that use uplinks, by number. */
    private final Map<Integer, Crossing> crossing = new TreeMap<>();

    private long now;
    private boolean stale;

    /** A gang that uses uplinks. */
    private static final class Crossing {
        private final Traffic traffic;
        /** Microseconds of the log's duration that are not done yet. */
        private double rest;
        /** How much of it is done per microsecond. */
        private double pace = 1;

        private long end;

        Crossing(Traffic traffic, long duration) {
            this.traffic = traffic;
            this.rest = duration;
        }
    }

    /** @param gpusPerHost that make up a whole NIC */
    public SharedCourse(Domains domains, Fabric fabric, int gpusPerHost) {
        this.domains = domains;
        this.fabric = fabric;
        this.gpusPerHost = gpusPerHost;
        this.capacity = fabric.capacity(domains);
    }

    @Override
    public void start(Submission job, List<Seat> seats, long time) {
        Traffic traffic = Traffic.of(domains, seats, fabric.pattern(), gpusPerHost);
        if (traffic.isEmpty()) {
            settled.computeIfAbsent(time + job.job().duration(), each -> new ArrayList<>())
                    .add(job.number());
        } else {
            advance(time);
            crossing.put(job.number(), new Crossing(traffic, job.job().duration()));
            stale = true;
        }
    }

    @Override
    public long nextEnd() {
        share();
        long next = settled.isEmpty() ? NEVER : settled.firstKey();
        for (Crossing gang : crossing.values()) {
            next = Math.min(next, gang.end);
        }
        return next;
    }

    @Override
    public List<Integer> end(long time) {
        share();
        List<Integer> ended = new ArrayList<>();
        while (!settled.isEmpty() && settled.firstKey() <= time) {
            ended.addAll(settled.pollFirstEntry().getValue());
        }
        List<Integer> crossed = crossing.entrySet().stream()
                .filter(each -> each.getValue().end <= time)
                .map(Map.Entry::getKey)
                .toList();
        if (!crossed.isEmpty()) {
            advance(time);
            crossed.forEach(crossing::remove);
            ended.addAll(crossed);
            stale = true;
        }
        ended.sort(null);
        return ended;
    }

    /** What is done until then is done at the rates that held. */
    private void advance(long time) {
        if (time == now) {
            return;
        }
        share();
        for (Crossing gang : crossing.values()) {
            gang.rest = Math.max(0, gang.rest - gang.pace * (time - now));
        }
        now = time;
    }

    /** New rates from now on, where gangs came or went. */
    private void share() {
        if (!stale) {
            return;
        }
        stale = false;
        List<Crossing> gangs = List.copyOf(crossing.values());
        double[] speeds =
                MaxMin.speeds(capacity, gangs.stream().map(gang -> gang.traffic).toList());
        for (int i = 0; i < speeds.length; i++) {
            Crossing gang = gangs.get(i);
            gang.pace = fabric.pace(speeds[i]);
            gang.end = now + (long) Math.ceil(gang.rest / gang.pace);
        }
    }
}
