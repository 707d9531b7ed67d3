package dev.heddle.placement.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.testing.Property;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import dev.heddle.placement.policy.Policies;
import dev.heddle.placement.replay.input.InputException;
import dev.heddle.placement.replay.input.Job;
import dev.heddle.placement.replay.input.JobLog;
import dev.heddle.placement.replay.input.TopologyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import org.assertj.core.api.RecursiveComparisonAssert;
import org.junit.jupiter.api.Test;

/** Replays of real and of random logs under every policy, judged by an audit that knows the input files only. */
class AuditedReplayTest {
    private static final LocalDate DAY = LocalDate.of(2017, 10, 2);

    private static String resource(String name) throws IOException {
        try (InputStream in = AuditedReplayTest.class.getResourceAsStream("/replay/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What a replay writes: placements, then the summary without decision times, then plots. */
    private record Written(String placements, String rest, Summary summary) {}

    private static Written replay(String topology, String jobs, String policy, Unit unit, Window window, long seed)
            throws InputException, IOException {
        return replay(topology, jobs, policy, OptionalDouble.of(0), unit, window, seed);
    }

    private static Written replay(
            String topology, String jobs, String policy, OptionalDouble patience, Unit unit, Window window, long seed)
            throws InputException, IOException {
        List<Place> places = TopologyFile.read("topology", topology);
        List<Job> log = JobLog.read("jobs", jobs);
        Domains domains = Domains.of(TopologyFile.LEVELS, places, NameOrder.of(seed));
        Schedule schedule = Schedule.of(log, window, unit, domains.hosts());
        Result result = Replay.run(domains, schedule, Policies.of(policy, patience), () -> 0, view -> {});
        StringBuilder placements = new StringBuilder();
        PlacementsCsv.write(result, placements);
        String rest = SummaryJson.of(result, policy, patience, seed).toPrettyString() + Plots.of(result, policy);
        return new Written(placements.toString(), rest, Summary.of(result));
    }

    private static String shuffled(String csv, long seed) {
        List<String> lines = new ArrayList<>(csv.lines().toList());
        Collections.shuffle(lines.subList(1, lines.size()), new Random(seed));
        return String.join("\n", lines) + "\n";
    }

    private static RecursiveComparisonAssert<?> assertEqual(Summary summary, Summary audited) {
        return assertThat(summary)
                .usingRecursiveComparison()
                .withComparatorForType(
                        (a, b) -> Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)) ? 0 : 1, Double.class)
                .isEqualTo(audited);
    }

    private static void auditAll(String topology, String jobs, Window window) throws InputException, IOException {
        for (Unit unit : Unit.values()) {
            Audit audit = new Audit(
                    topology, jobs, unit == Unit.GPU, window.from(), window.days(), window.warmup(), window.load());
            for (String policy : Policies.NAMES) {
                Written written = replay(topology, jobs, policy, unit, window, 0);
                audit.check(written.placements(), true);
                Summary.Decision decision = written.summary().decision();
                assertEqual(written.summary(), audit.summary(written.placements(), decision));
            }
        }
    }

    @Test
    void twoDaysOfPhillyOnAPodOfLingjun() throws InputException, IOException {
        auditAll(resource("lingjun-p8.csv"), resource("philly-2-days.csv"), new Window(DAY.plusDays(1), 1, 1, 0.9));
    }

    @Test
    void gangsThatWaitForABetterPlaceKeepAllOtherRules() throws InputException, IOException {
        String topology = resource("lingjun-p8.csv");
        String jobs = resource("philly-2-days.csv");
        Window window = new Window(DAY.plusDays(1), 1, 1, 0.8);
        Audit audit = new Audit(topology, jobs, false, window.from(), window.days(), window.warmup(), window.load());
        OptionalDouble patience = OptionalDouble.of(3_600);
        String placements =
                replay(topology, jobs, "heddle", patience, Unit.HOST, window, 0).placements();
        assertThat(placements)
                .isNotEqualTo(
                        replay(topology, jobs, "heddle", Unit.HOST, window, 0).placements());
        audit.check(placements, false);
    }

    @Test
    void sameInputSameBytesAlsoWithTheHostsShuffled() throws InputException, IOException {
        String topology = resource("lingjun-p8.csv");
        String jobs = resource("philly-2-days.csv");
        Window window = new Window(DAY, 2, 0, 0.95);
        for (String policy : Policies.NAMES) {
            Written first = replay(topology, jobs, policy, Unit.HOST, window, 3);
            Written second = replay(shuffled(topology, 1), jobs, policy, Unit.HOST, window, 3);
            assertThat(second.placements()).isEqualTo(first.placements());
            assertThat(second.rest()).isEqualTo(first.rest());
            Written other = replay(topology, jobs, policy, Unit.HOST, window, 4);
            assertThat(other.placements()).isNotEqualTo(first.placements());
        }
    }

    /** Racks of 1 to 6 hosts in two pods. */
    private static String randomTopology(Random random) {
        StringBuilder out = new StringBuilder("ip,DSW,PSW,ASW\n");
        for (int rack = 0; rack < 2 + random.nextInt(4); rack++) {
            for (int host = 1 + random.nextInt(6); host > 0; host--) {
                out.append("h%d-%d,G,P%d,S%d\n".formatted(rack, host, rack % 2, rack / 2));
            }
        }
        return out.toString();
    }

    private static String randomJobs(Random random) {
        StringBuilder out = new StringBuilder("timestamp,duration,num_gpus\n");
        int most = random.nextBoolean() ? 12 : 60;
        for (int i = 0; i < 60; i++) {
            // Few different times and durations, so that much falls together.
            out.append("2017-10-0%d %02d:00:00,%d.0,%d\n"
                    .formatted(
                            1 + random.nextInt(3),
                            random.nextInt(4),
                            600 * random.nextInt(6),
                            1 + random.nextInt(most)));
            out.append(random.nextInt(10) == 0 ? "\n" : "");
        }
        out.append("2017-10-02 01:00:00,600.0,2\n2017-10-02 01:00:00,600.0,9\n");
        return out.toString();
    }

    @Test
    void randomLogs() {
        Property.named("audited replay").cases(25).check(random -> {
            String topology = randomTopology(random) + "x1,G,P9,S1\nx2,G,P9,S1\n";
            Window window = new Window(DAY, 1 + random.nextInt(2), random.nextInt(2), 0.2 + 2 * random.nextDouble());
            auditAll(topology, randomJobs(random), window);
        });
    }
}
