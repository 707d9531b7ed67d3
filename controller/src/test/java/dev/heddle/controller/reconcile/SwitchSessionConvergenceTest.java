package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.flow.Match;
import dev.heddle.flow.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any schedule of programs, port changes, edits, reconnects and late answers ends with the switch equal to the program. */
class SwitchSessionConvergenceTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private ModelSwitch model;
    private SwitchSession session;
    private Random random;
    private long now;
    private Program program;
    private PortMap ports;
    private boolean described = true;
    private final Map<Flow.Key, Flow> foreign = new HashMap<>();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void converges(long seed) {
        random = new Random(seed);
        model = new ModelSwitch();
        session = new SwitchSession(new SharedDifferences(), new ScriptedGuard());
        now = random.nextLong() >> 1;
        program = randomProgram(1);
        ports = randomPorts();
        step(new SwitchInput.Ports(ports));
        step(new SwitchInput.Wanted(program));
        step(new SwitchInput.Connected(ModelSwitch.described(ports)));
        for (int i = 0; i < 200; i++) {
            act(i);
        }
        settle();
        check(seed);
    }

    private void act(int i) {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> answerOne();
            case 3, 4 -> {
                program = randomProgram(program.revision() + 1);
                step(new SwitchInput.Wanted(program));
            }
            case 5 -> {
                ports = randomPorts();
                step(new SwitchInput.Ports(ports));
                described = false;
            }
            case 6 -> edit();
            case 7 -> {
                if (random.nextInt(4) == 0) {
                    reconnect(random.nextBoolean());
                }
            }
            default -> {
                now += random.nextInt(100) * MILLI;
                step(new SwitchInput.Tick());
                describe();
            }
        }
    }

    /** The switch tells its ports later than the database. */
    private void describe() {
        if (!described) {
            described = true;
            step(new SwitchInput.Described(ModelSwitch.described(ports)));
        }
    }

    private void edit() {
        List<Flow> held = new ArrayList<>(model.flows.values());
        switch (random.nextInt(5)) {
            case 0 -> {
                if (!held.isEmpty()) {
                    model.flows.remove(held.get(random.nextInt(held.size())).key());
                    foreign.keySet().retainAll(model.flows.keySet());
                }
            }
            case 1 -> {
                if (!held.isEmpty()) {
                    Flow f = held.get(random.nextInt(held.size()));
                    if (!foreign.containsKey(f.key())) {
                        model.flows.put(f.key(), new Flow(f.table(), f.priority(), f.match(), f.cookie(), List.of()));
                    }
                }
            }
            case 2 -> {
                Flow f = SamplePrograms.flow(
                        40,
                        random.nextInt(9),
                        Match.builder().eq(Field.METADATA, random.nextInt(9)).build(),
                        random.nextInt(3) == 0 ? SamplePrograms.cookie(12345) : random.nextInt(99),
                        List.of(),
                        0);
                model.flows.put(f.key(), f);
                if ((f.cookie() & ModelSwitch.OWNER_MASK) != ModelSwitch.OWNER) {
                    foreign.put(f.key(), f);
                } else {
                    foreign.remove(f.key());
                }
            }
            case 3 -> model.groups.clear();
            default -> {
                model.flows.values().removeIf(f -> f.table() < 40);
            }
        }
        step(new SwitchInput.Edited());
    }

    private void reconnect(boolean restarted) {
        model.answers.clear();
        step(new SwitchInput.Disconnected());
        if (restarted) {
            model.flows = new HashMap<>();
            model.groups = new HashMap<>();
            foreign.clear();
        }
        if (random.nextBoolean()) {
            program = randomProgram(program.revision() + 1);
            step(new SwitchInput.Wanted(program));
        }
        described = true;
        step(new SwitchInput.Connected(ModelSwitch.described(ports)));
    }

    private void settle() {
        describe();
        for (int i = 0; i < 1000 && !(session.clean() && model.answers.isEmpty()); i++) {
            answerOne();
            now += 50 * MILLI;
            step(new SwitchInput.Tick());
        }
    }

    private void check(long seed) {
        Map<String, Flow> expected = new TreeMap<>();
        for (Flow flow : program.flows()) {
            Flow resolved = flow.resolve(ports);
            if (resolved != null) {
                expected.put(resolved.key().toString(), resolved);
            }
        }
        foreign.values().forEach(f -> expected.put(f.key().toString(), f));
        Map<String, Flow> held = new TreeMap<>();
        model.flows.values().forEach(f -> held.put(f.key().toString(), f));
        assertThat(held).as("seed %d", seed).isEqualTo(expected);
        assertThat(model.groups.values()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(program.groups());
        assertThat(session.realised()).as("seed %d", seed).isEqualTo(program.revision());
        assertThat(session.objectErrors()).as("seed %d", seed).isEmpty();
    }

    private void answerOne() {
        SwitchInput answer = model.answers.poll();
        if (answer != null) {
            step(answer);
        }
    }

    private void step(SwitchInput input) {
        model.take(session.step(input, now));
    }

    private final Map<String, Fragment> kept = new HashMap<>();

    private Program randomProgram(long revision) {
        TreeMap<String, Fragment> fragments = new TreeMap<>();
        for (int vni = 1; vni <= 3; vni++) {
            if (random.nextInt(4) > 0) {
                Fragment was = kept.get("slice/" + vni);
                Fragment slice = was != null && random.nextBoolean() ? was : SamplePrograms.slice(vni, places());
                kept.put(slice.name(), slice);
                fragments.put(slice.name(), slice);
            }
        }
        for (int p = 0; p < 4; p++) {
            if (random.nextInt(3) > 0) {
                Fragment port = SamplePrograms.port("p" + p, 50 + p, 1 + random.nextInt(3));
                fragments.put(port.name(), port);
            }
        }
        fragments.put("endpoint/1", kept.computeIfAbsent("endpoint/1", n -> SamplePrograms.peer(1)));
        return new Program("h", revision, List.copyOf(fragments.values()));
    }

    private int[] places() {
        int[] out = new int[1 + random.nextInt(5)];
        for (int i = 0; i < out.length; i++) {
            out[i] = 1 + random.nextInt(3);
        }
        return out;
    }

    private PortMap randomPorts() {
        TreeMap<String, Integer> byIface = new TreeMap<>();
        List<Integer> numbers = new ArrayList<>(List.of(1, 2, 3, 4, 5));
        for (int p = 0; p < 4; p++) {
            if (random.nextInt(4) > 0) {
                byIface.put("p" + p, numbers.remove(random.nextInt(numbers.size())));
            }
        }
        return ModelSwitch.ports(byIface, random.nextInt(8) == 0 ? OptionalInt.empty() : OptionalInt.of(9));
    }
}
