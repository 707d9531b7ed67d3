package dev.heddle.system.reach;

import dev.heddle.system.fixture.Command;
import dev.heddle.system.reach.Reach.Probe;
import dev.heddle.system.wire.Sniffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Real pings between workloads, many at once. A question's data, which its answer repeats, tells it from all others. */
public final class Pings implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PARALLEL = 4;
    /** Seconds that an answer is waited for, in each round; the later rounds are for answers that are late. */
    private static final int[] ROUNDS = {1, 2, 4};

    private static final String SCRIPT = """
            n=0
            while read -r pattern address; do
              ping -n -q -c 1 -W %d -p "$pattern" "$address" >/dev/null 2>&1 &
              n=$((n + 1))
              [ $((n %% 20)) -ne 0 ] || wait
            done
            wait
            """;

    private final Sniffer sniffer;
    private final List<Probe> probes;

    private Pings(Sniffer sniffer, List<Probe> probes) {
        this.sniffer = sniffer;
        this.probes = probes;
    }

    /**
     * Asks all, and those again whose answer is owed and late.
     *
     * @return what came out otherwise than the probes say; each with the ports that heard it
     */
    public static List<String> differences(List<Probe> probes, Random random) {
        try (Pings pings = new Pings(new Sniffer(random), probes)) {
            return pings.measure();
        }
    }

    private List<String> measure() {
        probes.stream()
                .map(Probe::from)
                .distinct()
                .forEach(station ->
                        sniffer.listen(station.id(), station.namespace(), "eth0", received -> !received.sent()));
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < probes.size(); i++) {
            open.add(i);
        }
        for (int seconds : ROUNDS) {
            ask(open, seconds);
            open.removeIf(i -> sniffer.heard(i).containsAll(probes.get(i).heard()));
        }
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < probes.size(); i++) {
            if (!sniffer.heard(i).equals(probes.get(i).heard())) {
                differences.add(
                        probes.get(i) + ": expected at " + probes.get(i).heard() + ", heard at " + sniffer.heard(i));
            }
        }
        return differences;
    }

    private void ask(Collection<Integer> numbers, int seconds) {
        Map<String, StringBuilder> byNamespace = new LinkedHashMap<>();
        for (int number : numbers) {
            Probe probe = probes.get(number);
            String scope = probe.address().startsWith("fe80") ? "%eth0" : "";
            byNamespace
                    .computeIfAbsent(probe.from().namespace(), _ -> new StringBuilder())
                    .append(HexFormat.of().formatHex(sniffer.mark(number)))
                    .append(' ')
                    .append(probe.address())
                    .append(scope)
                    .append('\n');
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(PARALLEL)) {
            List<Future<?>> runs = new ArrayList<>();
            byNamespace.forEach((namespace, questions) -> runs.add(pool.submit(() -> Command.run(
                    LIMIT,
                    Map.of(),
                    questions.toString(),
                    List.of("ip", "netns", "exec", namespace, "sh", "-c", SCRIPT.formatted(seconds))))));
            for (Future<?> run : runs) {
                run.get();
            }
        } catch (Exception e) {
            throw new AssertionError("the pings could not be run", e);
        }
    }

    @Override
    public void close() {
        sniffer.close();
    }
}
