package dev.heddle.placement.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges {@code placements.csv} and a summary by the two input files alone, read and replayed in the plainest way, with
 * nothing of the code under test.
 */
final class Audit {
    private final boolean gpus;
    private final long window;
    private final Map<String, String> rackOf = new LinkedHashMap<>();
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    /** A job of the log. */
    private record Asked(int line, double submit, long duration, int units, boolean counts) {}

    /** A job as placed; no hosts where it never starts. */
    private static final class Placed {
        String job = "";
        long submit;
        long start;
        long end;
        final List<String> hosts = new ArrayList<>();
        final List<Set<Integer>> indices = new ArrayList<>();

        boolean started() {
            return !hosts.isEmpty();
        }
    }

    Audit(String topology, String jobs, boolean gpus, LocalDate from, int days, int warmup, double load) {
        this.gpus = gpus;
        for (String line : topology.lines().skip(1).filter(l -> !l.isBlank()).toList()) {
            String[] cells = line.split(",");
            rackOf.put(cells[0], cells[1] + "/" + cells[2] + "/" + cells[3]);
        }
        LocalDateTime zero = from.atStartOfDay();
        double work = 0;
        int number = 0;
        List<Asked> rows = new ArrayList<>();
        for (String line : jobs.lines().toList()) {
            number++;
            String[] cells = line.split(",");
            if (number == 1 || line.isBlank()) {
                continue;
            }
            long second = ChronoUnit.SECONDS.between(zero, LocalDateTime.parse(cells[0].replace(' ', 'T')));
            if (second < -86_400L * warmup || second >= 86_400L * days) {
                continue;
            }
            int units = Integer.parseInt(cells[2]);
            long duration = micros(cells[1]);
            rows.add(new Asked(number, second, duration, units, second >= 0));
            work += second >= 0 ? duration / 1e6 * units : 0;
        }
        double scale = work / (load * capacity() * days * 86_400);
        window = Math.round(scale * days * 86_400e6);
        for (Asked row : rows) {
            asked.put(
                    Integer.toString(row.line),
                    new Asked(row.line, row.submit * scale, row.duration, row.units, row.counts));
        }
    }

    private long capacity() {
        return rackOf.size() * (gpus ? 8L : 1L);
    }

    private static long micros(String seconds) {
        return new BigDecimal(seconds).movePointRight(6).longValueExact();
    }

    private int workers(int units) {
        return gpus ? (units + 7) / 8 : units;
    }

    private static List<String> cells(String line) {
        List<String> out = new ArrayList<>();
        boolean quoted = false;
        StringBuilder cell = new StringBuilder();
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                out.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        out.add(cell.toString());
        return out;
    }

    /** Fails where a placement breaks a rule of the replay. */
    private List<Placed> read(String csv) {
        Map<String, Placed> placed = new LinkedHashMap<>();
        List<String> lines = csv.lines().toList();
        assertThat(lines.getFirst()).isEqualTo("job,submit,start,end,worker,host,gpus");
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            assertThat(cells).as(line).hasSize(7);
            Asked job = asked.get(cells.get(0));
            assertThat(job).as(line).isNotNull();
            Placed now = placed.computeIfAbsent(cells.get(0), id -> new Placed());
            now.job = cells.get(0);
            now.submit = micros(cells.get(1));
            assertThat(now.submit / 1e6).as(line).isCloseTo(job.submit, within(1e-5));
            if (cells.get(2).isEmpty()) {
                assertThat(String.join("", cells.subList(2, 7))).as(line).isEmpty();
                assertThat(workers(job.units)).as(line).isGreaterThan(rackOf.size());
                continue;
            }
            now.start = micros(cells.get(2));
            now.end = micros(cells.get(3));
            assertThat(now.start).as(line).isGreaterThanOrEqualTo(now.submit);
            assertThat(now.end - now.start).as(line).isEqualTo(job.duration);
            assertThat(cells.get(4)).as(line).isEqualTo(Integer.toString(now.hosts.size()));
            assertThat(rackOf).as(line).containsKey(cells.get(5));
            now.hosts.add(cells.get(5));
            now.indices.add(indices(cells.get(6)));
        }
        assertThat(placed.keySet()).isEqualTo(asked.keySet());
        placed.forEach((id, job) -> checkWorkers(asked.get(id).units, job));
        return List.copyOf(placed.values());
    }

    private static Set<Integer> indices(String text) {
        Set<Integer> out = new TreeSet<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] ends = part.split("-");
            for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                assertThat(out.add(i)).as(text).isTrue();
            }
        }
        return out;
    }

    private void checkWorkers(int units, Placed job) {
        if (!job.started()) {
            return;
        }
        assertThat(job.hosts).as(job.job).hasSize(workers(units)).doesNotHaveDuplicates();
        for (int worker = 0; worker < job.hosts.size(); worker++) {
            int expected = !gpus ? 0 : Math.min(8, units - 8 * worker);
            assertThat(job.indices.get(worker)).as(job.job).hasSize(expected).allMatch(index -> index < 8);
        }
    }

    /**
     * Everything about the placements.
     *
     * @param never whether the policy never waits, so that after each instant nothing that is first of its size would fit
     */
    void check(String csv, boolean never) {
        List<Placed> jobs = read(csv);
        List<Placed> queue = new ArrayList<>(jobs);
        queue.sort(
                Comparator.comparingLong((Placed job) -> job.submit).thenComparingInt(job -> asked.get(job.job).line));
        Map<Integer, Long> lastStart = new HashMap<>();
        TreeMap<Long, List<Placed>> starts = new TreeMap<>();
        TreeMap<Long, List<Placed>> ends = new TreeMap<>();
        TreeSet<Long> instants = new TreeSet<>();
        for (Placed job : queue) {
            if (job.started()) {
                long before = lastStart.getOrDefault(asked.get(job.job).units, Long.MIN_VALUE);
                assertThat(job.start).as("job %s overtakes its equals", job.job).isGreaterThanOrEqualTo(before);
                lastStart.put(asked.get(job.job).units, job.start);
                starts.computeIfAbsent(job.start, time -> new ArrayList<>()).add(job);
                ends.computeIfAbsent(job.end, time -> new ArrayList<>()).add(job);
                instants.addAll(List.of(job.submit, job.start, job.end));
            }
        }
        Map<String, Set<Integer>> free = new HashMap<>();
        rackOf.keySet().forEach(host -> free.put(host, indices(gpus ? "0-7" : "0")));
        for (long now : instants) {
            ends.getOrDefault(now, List.of()).stream()
                    .filter(job -> job.start < now)
                    .forEach(job -> move(job, free, true));
            // Those that end as they start give back at once, perhaps to others of the same instant.
            List<Placed> started = starts.getOrDefault(now, List.of());
            started.stream().filter(job -> job.end == now).forEach(job -> {
                move(job, free, false);
                move(job, free, true);
            });
            started.stream().filter(job -> job.end > now).forEach(job -> move(job, free, false));
            if (never) {
                Set<Integer> seen = new HashSet<>();
                queue.stream()
                        .filter(job -> job.started() && job.submit <= now && job.start > now)
                        .filter(job -> seen.add(asked.get(job.job).units))
                        .forEach(job -> assertThat(fits(asked.get(job.job).units, free))
                                .as("job %s could start at %d", job.job, now)
                                .isFalse());
            }
        }
        assertThat(free.values()).allMatch(set -> set.size() == (gpus ? 8 : 1));
    }

    private void move(Placed job, Map<String, Set<Integer>> free, boolean back) {
        for (int worker = 0; worker < job.hosts.size(); worker++) {
            Set<Integer> on = free.get(job.hosts.get(worker));
            for (int index : gpus ? job.indices.get(worker) : Set.of(0)) {
                boolean changed = back ? on.add(index) : on.remove(index);
                assertThat(changed)
                        .as("job %s takes and gives back what is there", job.job)
                        .isTrue();
            }
        }
    }

    private boolean fits(int units, Map<String, Set<Integer>> free) {
        int perHost = gpus ? 8 : 1;
        int full = units / perHost;
        int rest = units % perHost;
        long whole = free.values().stream().filter(set -> set.size() == perHost).count();
        long enough = free.values().stream().filter(set -> set.size() >= rest).count();
        return whole >= full && (rest == 0 || enough > full);
    }

    /** The figures, from the placements. */
    Summary summary(String csv, Summary.Decision decision) {
        List<Placed> jobs =
                read(csv).stream().filter(job -> asked.get(job.job).counts).toList();
        List<Placed> started = jobs.stream().filter(Placed::started).toList();
        List<Placed> gangs =
                started.stream().filter(job -> job.hosts.size() > 1).toList();
        int racks = 0;
        int bound = 0;
        int one = 0;
        for (Placed gang : gangs) {
            int its = (int) gang.hosts.stream().map(rackOf::get).distinct().count();
            racks += its;
            one += its == 1 ? 1 : 0;
            bound += bound(gang.hosts.size());
        }
        List<Double> delays = started.stream()
                .map(job -> (job.start - job.submit) / 1e6)
                .sorted()
                .toList();
        List<Double> gangDelays =
                gangs.stream().map(job -> (job.start - job.submit) / 1e6).toList();
        List<Double> completions = started.stream()
                .map(job -> (job.end - job.submit) / 1e6)
                .sorted()
                .toList();
        double[] areas = areas(read(csv), gangs);
        return new Summary(
                jobs.size(),
                gangs.size(),
                jobs.size() - started.size(),
                (double) racks / bound,
                (double) one / gangs.size(),
                new Summary.Delay(mean(delays), quantile(delays, 95), mean(gangDelays)),
                new Summary.Jct(mean(completions), quantile(completions, 99)),
                1 - areas[0] / ((double) capacity() * window),
                1 - areas[1] / areas[0],
                decision);
    }

    private int bound(int workers) {
        Map<String, Integer> sizes = new HashMap<>();
        rackOf.values().forEach(rack -> sizes.merge(rack, 1, Integer::sum));
        int racks = 0;
        int held = 0;
        for (int size :
                sizes.values().stream().sorted(Comparator.reverseOrder()).toList()) {
            if (held < workers) {
                racks++;
                held += size;
            }
        }
        return racks;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    private static double quantile(List<Double> sorted, int percent) {
        int rank = 0;
        while (100 * rank < percent * sorted.size()) {
            rank++;
        }
        return sorted.get(rank - 1);
    }

    /** Over the window: what is free, and what of it the mean gang can use in one rack; unit microseconds. */
    private double[] areas(List<Placed> all, List<Placed> gangs) {
        long mean = Math.round(
                gangs.stream().mapToInt(job -> job.hosts.size()).average().orElseThrow());
        TreeSet<Long> instants = new TreeSet<>(List.of(0L, window));
        all.stream().filter(Placed::started).forEach(job -> instants.addAll(List.of(job.start, job.end)));
        double[] areas = new double[2];
        for (long now : instants.subSet(0L, window)) {
            long next = instants.higher(now);
            Map<String, Integer> busy = new HashMap<>();
            for (Placed job : all) {
                for (int worker = 0; worker < job.hosts.size() && job.start <= now && job.end > now; worker++) {
                    busy.merge(
                            job.hosts.get(worker),
                            gpus ? job.indices.get(worker).size() : 1,
                            Integer::sum);
                }
            }
            Map<String, Integer> empty = new HashMap<>();
            rackOf.forEach((host, rack) -> empty.merge(rack, busy.containsKey(host) ? 0 : 1, Integer::sum));
            long free = capacity()
                    - busy.values().stream().mapToInt(Integer::intValue).sum();
            long usable = empty.values().stream()
                            .mapToLong(hosts -> hosts / mean * mean)
                            .sum()
                    * (gpus ? 8 : 1);
            areas[0] += (double) free * (next - now);
            areas[1] += (double) usable * (next - now);
        }
        return areas;
    }
}
