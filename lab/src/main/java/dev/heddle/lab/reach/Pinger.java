package dev.heddle.lab.reach;

import dev.heddle.lab.LabNames;
import dev.heddle.lab.os.Shell;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends echo requests from many workloads at once, a bounded number at a time. */
final class Pinger {
    private static final int SOURCES = 6;
    private static final int EACH = 24;
    private static final String SCRIPT = """
            n=0
            while read -r id pattern address; do
              (ping -n -q -c 1 -W "$1" -p "$pattern" "$address" >/dev/null 2>&1 && echo "$id") &
              n=$((n + 1))
              [ $((n %% %d)) -ne 0 ] || wait
            done
            wait
            """.formatted(EACH);

    private final LabNames names;
    private final String nonce;

    Pinger(LabNames names, String nonce) {
        this.names = names;
        this.nonce = nonce;
    }

    /** Asks the probes of these numbers; gives the numbers of those that were answered within the seconds. */
    BitSet ask(List<Probe> probes, BitSet numbers, int seconds) {
        Map<String, StringBuilder> questions = new LinkedHashMap<>();
        numbers.stream().forEach(number -> {
            Probe probe = probes.get(number);
            questions
                    .computeIfAbsent(
                            names.workloadNamespace(
                                    probe.from().tenant(), probe.from().port()),
                            _ -> new StringBuilder())
                    .append("%d %s%08x %s%n".formatted(number, nonce, number, probe.address()));
        });
        BitSet answered = new BitSet();
        try (ExecutorService pool = Executors.newFixedThreadPool(SOURCES)) {
            questions.forEach((namespace, text) -> pool.execute(() -> {
                Shell.Result result = Shell.attemptFeed(
                        text.toString(), "ip", "netns", "exec", namespace, "sh", "-c", SCRIPT, "sh", seconds + "");
                synchronized (answered) {
                    result.output().lines().forEach(line -> answered.set(Integer.parseInt(line)));
                }
            }));
        }
        return answered;
    }
}
