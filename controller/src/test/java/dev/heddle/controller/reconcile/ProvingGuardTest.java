package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.compiler.Compiler;
import dev.heddle.compiler.Cookie;
import dev.heddle.compiler.Pipeline;
import dev.heddle.controller.state.Isolation;
import dev.heddle.controller.state.Isolation.Verdict;
import dev.heddle.flow.Action;
import dev.heddle.flow.Difference;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Program;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.state.Image;
import dev.heddle.model.testing.World;
import dev.heddle.verify.BridgeFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A host with ports of two slices, as they are compiled and with bugs that a compiler might have. */
class ProvingGuardTest {
    private static final int TUNNEL = 1;
    private static final Map<String, Integer> NUMBERS = Map.of("a1", 11, "a2", 12, "b1", 21);

    private final SharedDifferences shared = new SharedDifferences();
    private final World world = new World()
            .host("h1", "192.0.2.1")
            .host("h2", "192.0.2.2")
            .tenant("t")
            .network("t", "n")
            .slice("t", "a", "n", "10.1.0.0/24")
            .slice("t", "b", "n", "10.2.0.0/24");
    private final ProvingGuard guard;
    private final PortMap ports;

    ProvingGuardTest() {
        for (String slice : List.of("a", "b")) {
            world.port("t", slice + "1", slice).port("t", slice + "2", slice).port("t", slice + "far", slice);
            world.bind("t", slice + "1", "h1").bind("t", slice + "far", "h2");
        }
        world.bind("t", "a2", "h1");
        guard = new ProvingGuard(Membership.of("h1", world.image()), shared);
        ports = ports(NUMBERS);
        guard.ports(ports, ModelSwitch.described(ports));
    }

    private PortMap ports(Map<String, Integer> numbers) {
        Map<String, Integer> byIface = new TreeMap<>();
        numbers.forEach(
                (port, number) -> byIface.put(object(Kind.PORT, port).uid().toString(), number));
        return ModelSwitch.ports(byIface, OptionalInt.of(TUNNEL));
    }

    private Resource object(Kind kind, String name) {
        return Image.present(world.image().get(ObjectKey.of(kind, "t", name)), name);
    }

    private int vni(String slice) {
        return Image.present(world.image().slices().get(ObjectKey.of(Kind.SLICE, "t", slice)), slice)
                .vni();
    }

    private Program compiled() {
        return Image.present(new Compiler().compile(world.image()).get("h1"), "h1");
    }

    private NumberedProgram numbered(Program program) {
        return NumberedProgram.of(program, ports, Refusals.NONE);
    }

    /** The compiled program with the flows changed by a bug. */
    private NumberedProgram buggy(UnaryOperator<Flow> bug) {
        List<Fragment> fragments = new ArrayList<>();
        for (Fragment f : compiled().fragments()) {
            fragments.add(new Fragment(f.name(), f.flows().stream().map(bug).toList(), f.groups()));
        }
        return numbered(new Program("h1", 9, fragments));
    }

    private static boolean of(Flow flow, Resource owner, int table) {
        return flow.table() == table && Cookie.id(flow.cookie()) == owner.id();
    }

    private static Flow acting(Flow flow, Action... actions) {
        return new Flow(
                flow.table(),
                flow.priority(),
                flow.match(),
                flow.cookie(),
                List.of(new Instruction.Apply(List.of(actions))));
    }

    private static Action to(int port) {
        return new Action.Output(new PortRef.Numbered(port));
    }

    private void assertBlamed(NumberedProgram program, Resource owner) {
        assertThat(guard.objections(program)).isNotEmpty().allSatisfy(objection -> {
            assertThat(objection.object()).isEqualTo(owner.id());
            assertThat(objection.words()).startsWith("not sent, isolation: ");
        });
        assertThat(guard.objections(numbered(compiled()))).isEmpty();
    }

    @Test
    void nothingSpeaksAgainstWhatIsCompiled() {
        NumberedProgram program = numbered(compiled());
        assertThat(guard.objections(program)).isEmpty();
        assertThat(guard.knows(program)).isTrue();
        assertThat(guard.isolation()).isEqualTo(Isolation.UNCHECKED);
        guard.holds(program, null);
        assertThat(guard.isolation().verdict()).isEqualTo(Verdict.PROVED);
        assertThat(guard.isolation().message())
                .contains(program.flowCount() + " flows")
                .contains("3 ports");
    }

    @Test
    void aPortThatIsDeliveredToAnothersInterfaceIsToBlame() {
        Resource owner = object(Kind.PORT, "a2");
        assertBlamed(buggy(f -> of(f, owner, Pipeline.LOCAL.id()) ? acting(f, to(21)) : f), owner);
    }

    @Test
    void aSliceThatSpreadsToAnothersInterfaceIsToBlame() {
        Resource owner = object(Kind.SLICE, "a");
        assertBlamed(buggy(f -> of(f, owner, Pipeline.LOCAL.id()) ? acting(f, to(11), to(21)) : f), owner);
    }

    @Test
    void aPortThatEntersAnotherSliceIsToBlameForWhereItsPacketsGo() {
        Resource owner = object(Kind.PORT, "a1");
        NumberedProgram bug = buggy(f -> of(f, owner, Pipeline.CLASSIFY.id())
                ? new Flow(
                        f.table(),
                        f.priority(),
                        f.match(),
                        f.cookie(),
                        List.of(
                                new Instruction.Apply(List.of(Action.SetField.of(Pipeline.SLICE, vni("b")))),
                                new Instruction.Goto(Pipeline.MAC.id())))
                : f);
        List<Guard.Objection> objections = guard.objections(bug);
        assertThat(objections).isNotEmpty();
        assertThat(objections).extracting(Guard.Objection::object).doesNotContain(0L);
    }

    @Test
    void aPipelineThatLeaksIsNobodysFault() {
        NumberedProgram bug = buggy(f ->
                f.table() == Pipeline.CLASSIFY.id() && f.priority() == Pipeline.PRIORITY_MISS ? acting(f, to(21)) : f);
        assertThat(guard.objections(bug)).extracting(Guard.Objection::object).contains(0L);
    }

    @Test
    void aPortThatIsNoMemberAnyMoreMustGoFromTheProgram() {
        NumberedProgram program = numbered(compiled());
        assertThat(guard.objections(program)).isEmpty();
        guard.holds(program, null);
        world.unbind("t", "a2");
        guard.members(Membership.of("h1", world.image()));
        assertThat(guard.knows(program)).isFalse();
        assertThat(guard.isBehind()).isTrue();
        assertThat(guard.objections(program)).isNotEmpty();
        NumberedProgram next = NumberedProgram.of(compiled(), ports, Refusals.NONE, program);
        assertThat(guard.objections(next)).isEmpty();
        assertThat(guard.isolation().verdict()).isEqualTo(Verdict.PROVED);
        guard.holds(next, program.to(next, shared));
        assertThat(guard.isBehind()).isFalse();
        assertThat(guard.isolation().message()).contains("2 ports");
    }

    @Test
    void aChangeOnItsWayIsNoAlarm() {
        NumberedProgram program = numbered(compiled());
        guard.objections(program);
        guard.holds(program, null);
        PortMap gone = ports(Map.of("a1", 11, "b1", 21));
        guard.ports(gone, ModelSwitch.described(gone));
        NumberedProgram next = NumberedProgram.of(compiled(), gone, Refusals.NONE, program);
        assertThat(guard.objections(next)).isEmpty();
        guard.read(held(program));
        assertThat(guard.isolation().verdict()).isEqualTo(Verdict.PROVED);
        guard.holds(next, program.to(next, shared));
        assertThat(guard.isolation().verdict()).isEqualTo(Verdict.PROVED);
    }

    @Test
    void whatOthersAddIsProvedWithItAsLongAsItIsThere() {
        NumberedProgram program = numbered(compiled());
        guard.objections(program);
        guard.holds(program, null);
        Flow leak = new Flow(
                0,
                900,
                Match.builder().inPort(new PortRef.Numbered(11)).build(),
                0x77,
                List.of(new Instruction.Apply(List.of(to(21)))));
        guard.read(held(program, leak));
        guard.holds(program, null);
        assertThat(guard.isolation().verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(guard.isolation().witness().orElseThrow().owner()).isEqualTo("foreign");
        world.port("t", "a3", "a").bind("t", "a3", "h2");
        NumberedProgram next = NumberedProgram.of(compiled(), ports, Refusals.NONE, program);
        assertThat(guard.objections(next)).isEmpty();
        guard.holds(next, program.to(next, shared));
        assertThat(guard.isolation().verdict()).isEqualTo(Verdict.VIOLATED);
        guard.read(held(next));
        guard.holds(next, null);
        assertThat(guard.isolation().verdict()).isEqualTo(Verdict.PROVED);
    }

    @Test
    void aLeakInOurOwnNameIsTheObjectsUntilItIsRepaired() {
        NumberedProgram program = numbered(compiled());
        guard.objections(program);
        guard.holds(program, null);
        Flow leak = new Flow(
                0,
                900,
                Match.builder().inPort(new PortRef.Numbered(11)).build(),
                Cookie.of(Cookie.Owner.PORT, object(Kind.PORT, "a1").id()),
                List.of(new Instruction.Apply(List.of(to(21)))));
        guard.read(held(program, leak));
        assertThat(guard.isolation().verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(guard.isolation().witness().orElseThrow().owner()).isEqualTo("Port t/a1");
        assertThat(guard.objections(program)).isEmpty();
        guard.holds(program, new Difference(List.of(), List.of(), List.of(leak), List.of(), List.of()));
        assertThat(guard.isolation().verdict()).isEqualTo(Verdict.PROVED);
    }

    @Test
    void whatIsBesideTheFlowsCountsToo() {
        NumberedProgram program = numbered(compiled());
        guard.objections(program);
        guard.holds(program, null);
        BridgeFacts.Mirror mirror = new BridgeFacts.Mirror(
                "m0",
                false,
                Set.of("if-" + object(Kind.PORT, "a1").uid()),
                Set.of(),
                "if-" + object(Kind.PORT, "b1").uid(),
                OptionalInt.empty());
        guard.beside(new BridgeFacts(List.of(mirror), List.of(), false, List.of(), true));
        assertThat(guard.isolation().verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(guard.isolation().witness().orElseThrow().name()).isEqualTo("m0");
        assertThat(guard.objections(program)).isEmpty();
        guard.beside(BridgeFacts.QUIET);
        assertThat(guard.isolation().verdict()).isEqualTo(Verdict.PROVED);
    }

    @Test
    void nothingIsKnownOfASwitchThatWasLost() {
        NumberedProgram program = numbered(compiled());
        guard.objections(program);
        guard.holds(program, null);
        guard.lost();
        assertThat(guard.isolation()).isEqualTo(Isolation.UNCHECKED);
        guard.read(held(program));
        assertThat(guard.isolation()).isEqualTo(Isolation.UNCHECKED);
        guard.holds(program, null);
        assertThat(guard.isolation().verdict()).isEqualTo(Verdict.PROVED);
    }

    private static Held held(NumberedProgram program, Flow... more) {
        Map<Flow.Key, Flow> flows = new HashMap<>();
        program.flows().forEach(f -> flows.put(f.key(), f));
        for (Flow flow : more) {
            flows.put(flow.key(), flow);
        }
        Map<Integer, Group> groups = new HashMap<>();
        program.groups().forEach(g -> groups.put(g.id(), g));
        return new Held(flows, Set.of(), groups);
    }
}
