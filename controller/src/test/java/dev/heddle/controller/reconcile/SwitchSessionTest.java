package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.flow.Match;
import dev.heddle.flow.Program;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SwitchSessionTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ModelSwitch model = new ModelSwitch();
    private final SwitchSession session = new SwitchSession(new SharedDifferences(), new ScriptedGuard());
    private long now = 1;

    private void step(SwitchInput input) {
        model.take(session.step(input, now));
    }

    private void answer() {
        while (!model.answers.isEmpty()) {
            step(model.answers.poll());
        }
    }

    /** Lets time pass in small steps, ticking when asked to. */
    private void pass(long nanos) {
        long end = now + nanos;
        answer();
        while (session.wakeAt().isPresent() && session.wakeAt().getAsLong() <= end) {
            now = Math.max(now, session.wakeAt().getAsLong());
            step(new SwitchInput.Tick());
            answer();
        }
        now = end;
    }

    private static Program program(long revision, Fragment... fragments) {
        return new Program("h1", revision, List.of(fragments));
    }

    private static PortMap ports(Object... namesAndNumbers) {
        TreeMap<String, Integer> byIface = new TreeMap<>();
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            byIface.put((String) namesAndNumbers[i], (Integer) namesAndNumbers[i + 1]);
        }
        return ModelSwitch.ports(byIface, OptionalInt.of(99));
    }

    private void join(Program program, PortMap ports) {
        step(new SwitchInput.Ports(ports));
        step(new SwitchInput.Wanted(program));
        step(new SwitchInput.Connected(ModelSwitch.described(ports)));
        answer();
    }

    /** The database and the switch tell these ports. */
    private void renumber(PortMap ports) {
        step(new SwitchInput.Described(ModelSwitch.described(ports)));
        step(new SwitchInput.Ports(ports));
        answer();
    }

    private void assertHolds(Program program, PortMap ports) {
        Map<Flow.Key, Flow> expected = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (Flow flow : program.flows()) {
            Flow resolved = flow.resolve(ports);
            if (resolved != null) {
                expected.put(resolved.key(), resolved);
            }
        }
        Map<Flow.Key, Flow> held = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        held.putAll(model.flows);
        assertThat(held).isEqualTo(expected);
        assertThat(model.groups.values()).containsExactlyInAnyOrderElementsOf(program.groups());
        assertThat(session.realised()).isEqualTo(program.revision());
        assertThat(session.clean()).isTrue();
    }

    @Test
    void anEmptySwitchGetsTheProgram() {
        Program p = program(7, SamplePrograms.peer(1), SamplePrograms.port("a", 5, 3), SamplePrograms.slice(3, 1, 2));
        join(p, ports("a", 4));
        pass(SECOND);
        assertHolds(p, ports("a", 4));
        assertThat(model.realised).containsExactly(7L);
    }

    @Test
    void aReconnectToARightSwitchSendsNothing() {
        Program p = program(7, SamplePrograms.port("a", 5, 3), SamplePrograms.slice(3, 1, 2));
        join(p, ports("a", 4));
        int sent = model.messages;
        step(new SwitchInput.Disconnected());
        assertThat(session.realised()).isZero();
        step(new SwitchInput.Connected(ModelSwitch.described(ports("a", 4))));
        answer();
        assertThat(model.messages).isEqualTo(sent);
        assertHolds(p, ports("a", 4));
    }

    /** A move goes on once the new host holds the port's flows; its database may tell the port before its switch does. */
    @Test
    void aProgramIsNotRealisedBeforeTheSwitchConfirmsItsPorts() {
        Program p = program(7, SamplePrograms.port("a", 5, 3), SamplePrograms.slice(3, 1));
        step(new SwitchInput.Ports(ports("a", 4)));
        step(new SwitchInput.Wanted(p));
        step(new SwitchInput.Connected(ModelSwitch.described(ports())));
        answer();
        pass(SECOND / 2);
        assertThat(session.realised()).isZero();
        assertThat(session.clean()).isFalse();
        step(new SwitchInput.Described(ModelSwitch.described(ports("a", 4))));
        answer();
        assertHolds(p, ports("a", 4));
    }

    @Test
    void aPortThatIsNeverConfirmedHoldsNothingUpForLong() {
        Program p = program(7, SamplePrograms.port("a", 5, 3), SamplePrograms.port("b", 6, 3));
        step(new SwitchInput.Ports(ports("a", 4, "b", 5)));
        step(new SwitchInput.Wanted(p));
        step(new SwitchInput.Connected(ModelSwitch.described(ports("a", 4))));
        answer();
        pass(AgreedPorts.PATIENCE / 2);
        step(new SwitchInput.Ports(ports("a", 4, "b", 5, "c", 6)));
        pass(AgreedPorts.PATIENCE / 2 - 1);
        assertThat(session.realised()).isZero();
        pass(2);
        assertHolds(p, ports("a", 4));
        Program next = program(8, SamplePrograms.port("a", 5, 3), SamplePrograms.port("b", 6, 3));
        step(new SwitchInput.Wanted(next));
        answer();
        assertHolds(next, ports("a", 4));
    }

    /** What others plug has nothing to do with a program. */
    @Test
    void aPortThatTheProgramDoesNotNameIsNotWaitedFor() {
        Program p = program(7, SamplePrograms.port("a", 5, 3));
        step(new SwitchInput.Ports(ports("a", 4, "b", 5)));
        step(new SwitchInput.Wanted(p));
        step(new SwitchInput.Connected(ModelSwitch.described(ports("a", 4))));
        answer();
        assertHolds(p, ports("a", 4));
    }

    @Test
    void aProgramWithTheSameFragmentsIsRealisedWithoutAMessage() {
        Fragment slice = SamplePrograms.slice(3, 1);
        join(program(7, slice), ports());
        int sent = model.messages;
        int reads = model.reads;
        step(new SwitchInput.Wanted(program(9, slice)));
        assertThat(session.realised()).isEqualTo(9);
        assertThat(model.messages).isEqualTo(sent);
        assertThat(model.reads).isEqualTo(reads);
    }

    @Test
    void oneChangedMacCostsOneMessageAndNoReading() {
        join(program(1, SamplePrograms.slice(3, 1, 1, 2)), ports());
        int sent = model.messages;
        int reads = model.reads;
        Program next = program(2, SamplePrograms.slice(3, 1, 2, 2));
        step(new SwitchInput.Wanted(next));
        answer();
        assertThat(model.messages).isEqualTo(sent + 1);
        assertThat(model.reads).isEqualTo(reads);
        assertHolds(next, ports());
    }

    @Test
    void programsThatArriveDuringABundleAreSkippedButForTheNewest() {
        join(program(1, SamplePrograms.slice(3, 1)), ports());
        for (int i = 2; i <= 50; i++) {
            step(new SwitchInput.Wanted(program(i, SamplePrograms.slice(3, i))));
        }
        answer();
        assertThat(model.realised).containsExactly(1L, 2L, 50L);
    }

    @Test
    void aPortThatIsNotPluggedIsWithheldAndReported() {
        Program p = program(1, SamplePrograms.port("a", 5, 3), SamplePrograms.port("b", 6, 3));
        join(p, ports("a", 4));
        assertThat(session.installed()).isNotNull();
        assertThat(session.installed().withheld()).containsExactly("b");
        assertThat(model.flows).hasSize(2);
        renumber(ports("a", 4, "b", 9));
        assertThat(session.installed().withheld()).isEmpty();
        assertHolds(p, ports("a", 4, "b", 9));
    }

    @Test
    void aNumberThatGoesToAnotherPortKeepsItsFlow() {
        Program p = program(1, SamplePrograms.port("a", 5, 3), SamplePrograms.port("b", 6, 3));
        join(p, ports("a", 4));
        renumber(ports("b", 4));
        assertHolds(p, ports("b", 4));
        renumber(ports("a", 4, "b", 5));
        assertHolds(p, ports("a", 4, "b", 5));
    }

    @Test
    void aNumberThatTheSwitchGivesToAnotherPortIsNotUsed() {
        Program p = program(1, SamplePrograms.port("a", 5, 3), SamplePrograms.port("b", 6, 3));
        step(new SwitchInput.Ports(ports("a", 4, "b", 5)));
        step(new SwitchInput.Wanted(p));
        step(new SwitchInput.Connected(ModelSwitch.described(ports("a", 5, "b", 4))));
        answer();
        assertThat(model.flows).isEmpty();
        step(new SwitchInput.Ports(ports("a", 5, "b", 4)));
        answer();
        assertHolds(p, ports("a", 5, "b", 4));
    }

    @Test
    void foreignFlowsStayAndAreNamedButForOursKeys() {
        Flow foreign =
                SamplePrograms.flow(0, 7, Match.builder().eq(Field.METADATA, 77).build(), 0x1234, List.of(), 5);
        Program p = program(1, SamplePrograms.slice(3, 1));
        Flow ours = p.flows().getFirst();
        Flow squatter = new Flow(ours.table(), ours.priority(), ours.match(), 0x99, List.of());
        model.flows.put(foreign.key(), foreign);
        model.flows.put(squatter.key(), squatter);
        join(p, ports());
        assertThat(model.flows.values()).contains(foreign, ours).doesNotContain(squatter);
        assertThat(session.problems())
                .singleElement()
                .asString()
                .contains("ForeignFlow")
                .contains("cookie=0x1234");
    }

    @Test
    void adoptionTakesTheFlowsOfTheBridgeAwayOnce() {
        Flow foreign =
                SamplePrograms.flow(0, 7, Match.builder().eq(Field.METADATA, 77).build(), 0x1234, List.of(), 5);
        model.flows.put(foreign.key(), foreign);
        Program p = program(1, SamplePrograms.slice(3, 1));
        step(new SwitchInput.Adopt());
        join(p, ports());
        assertHolds(p, ports());
        model.flows.put(foreign.key(), foreign);
        step(new SwitchInput.Edited());
        pass(SECOND);
        assertThat(model.flows.values()).contains(foreign);
    }

    @Test
    void editsByOthersAreRepairedSoonAndReadAtABoundedRate() {
        Program p = program(1, SamplePrograms.slice(3, 1, 2, 3));
        join(p, ports());
        int reads = model.reads;
        for (int i = 0; i < 1000; i++) {
            model.flows.clear();
            step(new SwitchInput.Edited());
            pass(SECOND / 100);
        }
        pass(2 * SECOND);
        assertHolds(p, ports());
        assertThat(model.reads - reads).isBetween(18, 26);
    }

    @Test
    void anEditThatWasNotReadBeforeAHoldIsReadAfterIt() {
        Program p = program(1, SamplePrograms.slice(3, 1, 2, 3));
        join(p, ports());
        pass(SECOND);
        int reads = model.reads;
        model.flows.clear();
        step(new SwitchInput.Edited());
        assertThat(model.reads).isEqualTo(reads + 1);
        step(new SwitchInput.Hold());
        answer();
        assertThat(model.flows).isEmpty();
        step(new SwitchInput.Wanted(p));
        pass(2 * SECOND);
        assertHolds(p, ports());
    }

    @Test
    void aRefusedFlowNamesItsObjectAndLeavesTheRestThrough() {
        Fragment slice = SamplePrograms.slice(3, 1, 2, 3);
        Flow bad = slice.flows().get(1);
        model.refuses.add(bad);
        join(program(1, slice, SamplePrograms.slice(4, 1)), ports());
        assertThat(model.flows.values())
                .doesNotContain(bad)
                .hasSize(slice.flows().size() - 1 + 2);
        assertThat(session.objectErrors()).containsExactly(Map.entry(3001L, "OFPBAC_BAD_ARGUMENT"));
        assertThat(session.realised()).isEqualTo(1);
        int sent = model.messages;
        Program other = program(2, slice, SamplePrograms.slice(4, 2));
        step(new SwitchInput.Wanted(other));
        answer();
        assertThat(session.objectErrors()).isNotEmpty();
        assertThat(model.messages).isEqualTo(sent + 2);
        Program mended = program(3, SamplePrograms.slice(3, 1, 9, 3), SamplePrograms.slice(4, 2));
        step(new SwitchInput.Wanted(mended));
        answer();
        assertHolds(mended, ports());
        assertThat(session.objectErrors()).isEmpty();
    }

    @Test
    void aRefusalThatSomeoneElsesEditCausedBlamesNoObject() {
        join(program(1, SamplePrograms.slice(3, 1)), ports());
        model.groups.clear();
        model.flows.clear();
        step(new SwitchInput.Edited());
        step(new SwitchInput.Wanted(program(2, SamplePrograms.slice(3, 2))));
        pass(3 * SECOND);
        assertHolds(program(2, SamplePrograms.slice(3, 2)), ports());
        assertThat(session.objectErrors()).isEmpty();
    }

    @Test
    void aNewPeerIsWokenWithTheBundleAndEveryFiveMinutes() {
        session.step(new SwitchInput.Ports(ports()), now);
        session.step(new SwitchInput.Wanted(program(1, SamplePrograms.peer(1))), now);
        step(new SwitchInput.Connected(ModelSwitch.described(ports())));
        List<SwitchOutput> out = session.step(model.answers.remove(), now);
        assertThat(out)
                .singleElement()
                .isInstanceOfSatisfying(
                        SwitchOutput.Apply.class, a -> assertThat(a.wake()).hasSize(1));
        model.take(out);
        assertThat(session.step(model.answers.remove(), now)).anyMatch(SwitchOutput.Wake.class::isInstance);
        now += TimeUnit.MINUTES.toNanos(5);
        assertThat(session.step(new SwitchInput.Tick(), now)).anyMatch(SwitchOutput.Wake.class::isInstance);
    }

    /** Whoever sends to it as soon as it is told would lose what comes before the way is known. */
    @Test
    void aNewPeerHasAMomentToBeFoundBeforeTheProgramIsRealised() {
        session.step(new SwitchInput.Ports(ports()), now);
        session.step(new SwitchInput.Wanted(program(1, SamplePrograms.peer(1))), now);
        step(new SwitchInput.Connected(ModelSwitch.described(ports())));
        step(model.answers.remove());
        assertThat(session.step(model.answers.remove(), now)).noneMatch(SwitchOutput.Realised.class::isInstance);
        long arrived = now + TimeUnit.MILLISECONDS.toNanos(50);
        assertThat(session.clean()).isFalse();
        assertThat(session.wakeAt()).hasValue(arrived);
        now = arrived - 1;
        assertThat(session.step(new SwitchInput.Tick(), now)).isEmpty();
        now = arrived;
        assertThat(session.step(new SwitchInput.Tick(), now)).containsExactly(new SwitchOutput.Realised(1));
        assertThat(session.clean()).isTrue();

        step(new SwitchInput.Wanted(program(2, SamplePrograms.peer(1), SamplePrograms.slice(3, 1))));
        assertThat(session.step(model.answers.remove(), now)).contains(new SwitchOutput.Realised(2));
    }
}
