package dev.heddle.lab.reach;

import dev.heddle.lab.Lab;
import dev.heddle.lab.LabNames;
import dev.heddle.lab.os.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Measures who reaches whom in a lab, beside what the oracle expects. */
public final class Reachability {
    /** Waits of the rounds, seconds: the first packet to a new peer may be lost, and a busy machine is slow. */
    private static final int[] ROUNDS = {1, 2, 3};

    private static final Duration HEARING = Duration.ofSeconds(2);

    private Reachability() {}

    /**
     * One probe's verdicts.
     *
     * @param expected whether the declared port shall be reached
     * @param measured whether the request arrived at that very port and an answer came back
     * @param leaks ports outside of the asking port's slice, or without the address, that the request arrived at
     */
    public record Outcome(Probe probe, boolean expected, boolean measured, List<String> leaks) {
        public boolean differs() {
            return expected != measured || !leaks.isEmpty();
        }
    }

    /**
     * Asks every address of every port from every other.
     *
     * @param nonce marks this measurement's packets; any number that no other one running now has
     */
    public static List<Outcome> measure(Lab lab, Oracle oracle, int nonce) {
        String mark = "%08x".formatted(nonce);
        List<Probe> probes = oracle.probes();
        Map<Integer, Set<String>> heard = new ConcurrentHashMap<>();
        List<Capture> captures = new ArrayList<>();
        BitSet answered = new BitSet();
        try {
            for (String host : lab.state().hostNames()) {
                captures.add(Capture.start(lab.names().hostNamespace(host), mark, (link, number) -> {
                    boolean _ = heard.computeIfAbsent(number, _ -> ConcurrentHashMap.newKeySet())
                            .add(link);
                }));
            }
            Pinger pinger = new Pinger(lab.names(), mark);
            BitSet open = new BitSet();
            open.set(0, probes.size());
            for (int seconds : ROUNDS) {
                answered.or(pinger.ask(probes, open, seconds));
                open.clear();
                for (int i = 0; i < probes.size(); i++) {
                    open.set(i, oracle.reaches(probes.get(i)) && !answered.get(i));
                }
            }
            // A packet is heard a moment after it was answered.
            boolean _ = Await.quietly(HEARING, () -> answered.stream().allMatch(heard::containsKey));
        } finally {
            captures.forEach(Capture::close);
        }
        return judge(oracle, probes, answered, heard);
    }

    private static List<Outcome> judge(
            Oracle oracle, List<Probe> probes, BitSet answered, Map<Integer, Set<String>> heard) {
        Map<String, Endpoint> byLink = new HashMap<>();
        oracle.endpoints().forEach(endpoint -> byLink.put(LabNames.workloadLink(endpoint.uid()), endpoint));
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < probes.size(); i++) {
            Probe probe = probes.get(i);
            boolean arrived = false;
            Set<String> leaks = new TreeSet<>();
            for (String link : heard.getOrDefault(i, Set.of())) {
                Endpoint listener = byLink.get(link);
                if (listener == null) {
                    continue;
                }
                arrived |= listener.equals(probe.to());
                if (!oracle.mayHear(probe, listener)) {
                    leaks.add(listener.name());
                }
            }
            outcomes.add(new Outcome(probe, oracle.reaches(probe), arrived && answered.get(i), List.copyOf(leaks)));
        }
        return outcomes;
    }
}
