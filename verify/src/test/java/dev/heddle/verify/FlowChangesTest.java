package dev.heddle.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.model.state.Image;
import dev.heddle.model.testing.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A proof that is told of flows and groups as they come and go, beside one that reads them all anew. */
class FlowChangesTest {
    private static final int CASES = 12;
    private static final int PROGRAMS = 25;

    private enum Seen {
        PROVED,
        VIOLATED,
        NOT_PROVEN
    }

    @Test
    void everySetOfFlowsIsJudgedAsIfItWereTheFirst() {
        Map<Seen, Integer> seen = check(CASES);
        if (Long.getLong("heddle.seed") == null) {
            assertThat(seen).containsKeys(Seen.values());
            assertThat(seen.values()).allMatch(count -> count > CASES);
        }
    }

    @Test
    @Tag("soak")
    void everySetOfFlowsIsJudgedAsIfItWereTheFirstManyTimes() {
        assertThat(check(40 * CASES)).isNotEmpty();
    }

    private static Map<Seen, Integer> check(int cases) {
        Map<Seen, Integer> seen = new EnumMap<>(Seen.class);
        Property.named("flows in a row").cases(cases).check(random -> {
            Image image = RandomIntent.of(random, 16);
            Numbered first = Numbered.of(image, "h1");
            if (first.contract().ports().size() < 2) {
                return;
            }
            IsolationProof proof = first.proof();
            Held held = new Held(first);
            for (int i = 0; i < PROGRAMS; i++) {
                for (Runnable change : held.to(next(first, random), proof, random)) {
                    change.run();
                    if (random.nextInt(8) == 0) {
                        compare(proof, held, seen);
                    }
                }
                compare(proof, held, seen);
            }
        });
        return seen;
    }

    private static Numbered next(Numbered first, Random random) {
        Numbered out = first;
        Mutants.Kind[] kinds = Mutants.Kind.values();
        for (int faults = random.nextInt(3); faults > 0; faults--) {
            out = new Mutants(out, random).of(kinds[random.nextInt(kinds.length)]);
        }
        List<Flow> flows = new ArrayList<>(out.flows());
        for (int gone = random.nextInt(12); gone > 0 && !flows.isEmpty(); gone--) {
            flows.remove(random.nextInt(flows.size()));
        }
        return new Numbered(out.contract(), flows, out.groups());
    }

    private static void compare(IsolationProof proof, Held held, Map<Seen, Integer> seen) {
        Verdict now = proof.verdict();
        Verdict fresh = IsolationProof.of(held.contract, BridgeFacts.QUIET, held.flows.values(), held.groups.values());
        assertThat(told(now)).isEqualTo(told(fresh));
        seen.merge(
                switch (now) {
                    case Verdict.Proved _ -> Seen.PROVED;
                    case Verdict.Violated _ -> Seen.VIOLATED;
                    case Verdict.NotProven _ -> Seen.NOT_PROVEN;
                },
                1,
                Integer::sum);
    }

    /** The verdict and every doubt; of many witnesses not always the same are found. */
    private static List<Object> told(Verdict verdict) {
        Set<Doubt> doubts = new HashSet<>();
        switch (verdict) {
            case Verdict.Proved _ -> {}
            case Verdict.Violated v -> doubts.addAll(v.doubts());
            case Verdict.NotProven n -> doubts.addAll(n.doubts());
        }
        return List.of(verdict.text(), doubts);
    }

    /** What a switch holds. */
    private static final class Held {
        private final Contract contract;
        private final Map<Flow.Key, Flow> flows = new HashMap<>();
        private final Map<Integer, Group> groups = new HashMap<>();

        Held(Numbered numbered) {
            contract = numbered.contract();
            numbered.flows().forEach(f -> flows.put(f.key(), f));
            numbered.groups().forEach(g -> groups.put(g.id(), g));
        }

        /** The changes that lead to a program, one by one and in any order, here and in the proof. */
        List<Runnable> to(Numbered target, IsolationProof proof, Random random) {
            Held then = new Held(target);
            List<Runnable> out = new ArrayList<>();
            flows.keySet().stream()
                    .filter(key -> !then.flows.containsKey(key))
                    .forEach(key -> out.add(() -> {
                        flows.remove(key);
                        proof.remove(key);
                    }));
            then.flows.forEach((key, flow) -> {
                if (!flow.equals(flows.get(key))) {
                    out.add(() -> {
                        flows.put(key, flow);
                        proof.put(flow);
                    });
                }
            });
            then.groups.forEach((id, group) -> {
                if (!group.equals(groups.get(id))) {
                    if (random.nextBoolean()) {
                        out.add(() -> {
                            groups.remove(id);
                            proof.removeGroup(id);
                        });
                    }
                    out.add(() -> {
                        groups.put(id, group);
                        proof.put(group);
                    });
                }
            });
            Collections.shuffle(out, random);
            return out;
        }
    }
}
