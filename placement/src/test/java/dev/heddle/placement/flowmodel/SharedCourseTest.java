package dev.heddle.placement.flowmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Gang.Pattern;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import dev.heddle.placement.replay.Submission;
import dev.heddle.placement.replay.input.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedCourseTest {
    private static final long SECOND = 1_000_000;

    private static Domains racks(int... sizes) {
        List<Place> places = new ArrayList<>();
        for (int rack = 0; rack < sizes.length; rack++) {
            for (int host = 0; host < sizes[rack]; host++) {
                places.add(new Place("h" + rack + "-" + host, List.of("r" + rack)));
            }
        }
        return Domains.of(List.of("rack"), places);
    }

    private static List<Seat> seats(int... hosts) {
        return IntStream.of(hosts)
                .mapToObj(host -> new Seat(host, Share.ofGpus(Gpus.first(1))))
                .toList();
    }

    private static Submission job(int number, long duration, int workers) {
        Gang gang = Gang.ofGpus("g" + number, List.of(new Workers(workers, Need.ofGpus(1))));
        return new Submission(
                number, new Job("" + number, number + 2, 0, duration, workers, 0), gang, workers, 0, true);
    }

    /** The end of each job by its number. */
    private static Map<Integer, Long> play(
            SharedCourse course, List<Long> starts, List<Submission> jobs, List<List<Seat>> seats) {
        Map<Integer, Long> ends = new TreeMap<>();
        int next = 0;
        while (ends.size() < jobs.size()) {
            long start = next < jobs.size() ? starts.get(next) : Long.MAX_VALUE;
            long now = Math.min(start, course.nextEnd());
            course.end(now).forEach(number -> assertThat(ends.put(number, now)).isNull());
            for (; next < jobs.size() && starts.get(next) == now; next++) {
                course.start(jobs.get(next), seats.get(next), now);
            }
        }
        assertThat(course.nextEnd()).isEqualTo(SharedCourse.NEVER);
        return ends;
    }

    @Test
    void twoRingsOverOneUplinkEachGetHalf() {
        // 4 hosts a rack at 4:1: an uplink carries one NIC.
        SharedCourse course = new SharedCourse(racks(4, 4), new Fabric(4, Pattern.RING, 0.5), 1);
        Map<Integer, Long> ends = play(
                course,
                List.of(0L, 20 * SECOND, 20 * SECOND),
                List.of(job(0, 100 * SECOND, 2), job(1, 30 * SECOND, 2), job(2, 70 * SECOND, 2)),
                List.of(seats(0, 4), seats(1, 5), seats(2, 3)));
        // From 20 on both go at 1 / (0.5 + 0.5 / 0.5) = 2/3: 30 take 45. Job 0 has done 20 + 30 by then, and goes on
        // alone.
        // Job 2 lies within a rack.
        assertThat(ends).isEqualTo(Map.of(0, 115 * SECOND, 1, 65 * SECOND, 2, 90 * SECOND));
    }

    @Test
    void withoutOversubscriptionNothingIsSlowed() {
        for (Pattern pattern : Pattern.values()) {
            SharedCourse course = new SharedCourse(racks(2, 2, 2), new Fabric(1, pattern, 0.3), 1);
            assertThat(play(
                            course,
                            List.of(0L, 0L, 1L),
                            List.of(job(0, 999_999_999_999L, 2), job(1, 7, 2), job(2, 1_234_567, 2)),
                            List.of(seats(0, 2), seats(1, 4), seats(3, 5))))
                    .isEqualTo(Map.of(0, 999_999_999_999L, 1, 7L, 2, 1_234_568L));
        }
    }

    /** The ends are given; between any two events all rates are computed anew, and what they do must make up the durations. */
    @Test
    void theRatesBetweenStartsAndEndsMakeUpTheDurations() {
        Random random = new Random(7);
        int slowed = 0;
        for (int i = 0; i < 200; i++) {
            int[] sizes = random.ints(2 + random.nextInt(4), 1, 6).toArray();
            Domains domains = racks(sizes);
            Pattern pattern = Pattern.values()[random.nextInt(3)];
            Fabric fabric = new Fabric(1 + random.nextInt(4), pattern, random.nextDouble());
            List<Long> starts = new ArrayList<>();
            List<Submission> jobs = new ArrayList<>();
            List<List<Seat>> seats = new ArrayList<>();
            long start = 0;
            for (int job = 0; job < 8; job++) {
                start += random.nextInt(3) * SECOND;
                List<Integer> hosts = new ArrayList<>(
                        IntStream.range(0, domains.hosts()).boxed().toList());
                java.util.Collections.shuffle(hosts, random);
                int workers = 1 + random.nextInt(domains.hosts());
                starts.add(start);
                jobs.add(job(job, 1 + random.nextInt((int) (10 * SECOND)), workers));
                seats.add(seats(hosts.stream()
                        .limit(workers)
                        .mapToInt(Integer::intValue)
                        .toArray()));
            }
            Map<Integer, Long> ends = play(new SharedCourse(domains, fabric, 1), starts, jobs, seats);

            TreeSet<Long> events = new TreeSet<>(starts);
            events.addAll(ends.values());
            double[] done = new double[jobs.size()];
            while (events.size() > 1) {
                long from = events.pollFirst();
                long to = events.first();
                List<Integer> running = ends.keySet().stream()
                        .filter(job -> starts.get(job) <= from && ends.getOrDefault(job, 0L) >= to)
                        .toList();
                double[] speeds = slowSpeeds(
                        domains, fabric, running.stream().map(seats::get).toList());
                for (int at = 0; at < speeds.length; at++) {
                    double share = fabric.communication();
                    done[running.get(at)] += (to - from) / (1 - share + share / speeds[at]);
                    slowed += speeds[at] < 1 ? 1 : 0;
                }
            }
            for (Submission job : jobs) {
                assertThat(done[job.number()])
                        .as("case %d, job %d", i, job.number())
                        .isEqualTo(job.job().duration(), within(20.0));
            }
        }
        assertThat(slowed).isGreaterThan(200);
    }

    /** All go up together in small steps until a link is full; those on it stay. Flow by flow, pair by pair. */
    private static double[] slowSpeeds(Domains domains, Fabric fabric, List<List<Seat>> gangs) {
        int links = 2 * domains.domains(0);
        double[][] load = new double[gangs.size()][links];
        for (int gang = 0; gang < gangs.size(); gang++) {
            int workers = gangs.get(gang).size();
            for (int from = 0; from < workers; from++) {
                for (int to = 0; to < workers; to++) {
                    double rate = switch (fabric.pattern()) {
                        case RING -> to == (from + 1) % workers ? 1 : 0;
                        case PIPELINE -> to == from + 1 ? 1 : 0;
                        case ALL_TO_ALL -> 1.0 / Math.max(1, workers - 1);
                    };
                    int a = domains.domainOf(0, gangs.get(gang).get(from).host());
                    int b = domains.domainOf(0, gangs.get(gang).get(to).host());
                    if (a != b) {
                        load[gang][2 * a] += rate;
                        load[gang][2 * b + 1] += rate;
                    }
                }
            }
        }
        double[] speeds = new double[gangs.size()];
        boolean[] held = new boolean[gangs.size()];
        while (IntStream.range(0, held.length).anyMatch(gang -> !held[gang])) {
            double step = 1;
            for (int gang = 0; gang < held.length; gang++) {
                step = held[gang] ? step : Math.min(step, 1 - speeds[gang]);
            }
            for (int link = 0; link < links; link++) {
                double used = 0;
                double more = 0;
                for (int gang = 0; gang < held.length; gang++) {
                    used += speeds[gang] * load[gang][link];
                    more += held[gang] ? 0 : load[gang][link];
                }
                double room = domains.size(0, link / 2) / fabric.oversubscription() - used;
                step = more > 0 ? Math.min(step, room / more) : step;
            }
            for (int gang = 0; gang < held.length; gang++) {
                speeds[gang] += held[gang] ? 0 : step;
            }
            for (int gang = 0; gang < held.length; gang++) {
                boolean full = speeds[gang] >= 1 - 1e-9;
                for (int link = 0; link < links; link++) {
                    double used = 0;
                    for (int other = 0; other < held.length; other++) {
                        used += speeds[other] * load[other][link];
                    }
                    full = full
                            || (load[gang][link] > 0
                                    && used >= domains.size(0, link / 2) / fabric.oversubscription() - 1e-9);
                }
                held[gang] = held[gang] || full;
            }
        }
        return speeds;
    }
}
