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
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A proof that is told of flows and groups as they come and go, beside one that reads them all anew. */
class FlowChangesTest {
    private static final int CASES = 12;
    private static final int PROGRAMS = 25;

    @Test
    void everySetOfFlowsIsJudgedAsIfItWereTheFirst() {
        Map<Judged.Kind, Integer> seen = check(CASES);
        if (Long.getLong("heddle.seed") == null) {
            assertThat(seen).containsKeys(Judged.Kind.values());
            assertThat(seen.values()).allMatch(count -> count > CASES);
        }
    }

    @Test
    @Tag("soak")
    void everySetOfFlowsIsJudgedAsIfItWereTheFirstManyTimes() {
        assertThat(check(40 * CASES)).isNotEmpty();
    }

    private static Map<Judged.Kind, Integer> check(int cases) {
        Map<Judged.Kind, Integer> seen = new EnumMap<>(Judged.Kind.class);
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

    private static void compare(IsolationProof proof, Held held, Map<Judged.Kind, Integer> seen) {
        Judged now = Judged.of(proof.verdict());
        Judged fresh = Judged.of(
                IsolationProof.of(held.contract, BridgeFacts.QUIET, held.flows.values(), held.groups.values()));
        assertThat(now).isEqualTo(fresh);
        seen.merge(now.kind(), 1, Integer::sum);
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
