package dev.heddle.ovs.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.openflow.OfMessage.RoleRequest;
import dev.heddle.ovs.openflow.session.SessionEvent;
import dev.heddle.ovs.openflow.session.SessionEvent.BundleFailed.Fault;
import dev.heddle.ovs.testing.DummyOvs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The session against a real Open vSwitch. */
class LiveSwitchTest {
    private static final int MONITOR = MultipartRequest.FlowMonitor.ADD
            | MultipartRequest.FlowMonitor.REMOVED
            | MultipartRequest.FlowMonitor.MODIFY
            | MultipartRequest.FlowMonitor.INSTRUCTIONS;
    private static DummyOvs ovs;
    private LiveSwitch live;

    @BeforeAll
    static void start() {
        ovs = DummyOvs.start();
    }

    @AfterAll
    static void stop() {
        ovs.close();
    }

    @BeforeEach
    void connect() {
        ovs.addBridge("br-int");
        ovs.addPort("br-int", "p1", 1, "uid-1");
        live = new LiveSwitch(ovs.managementSocket("br-int"));
    }

    @AfterEach
    void disconnect() {
        live.close();
        ovs.vsctl("del-br", "br-int");
    }

    static Flow flow(int table, int priority, long cookie, Action... actions) {
        Match match = Match.builder()
                .inPort(new PortRef.Numbered(1))
                .eq(Field.METADATA, priority)
                .build();
        List<Instruction> instructions =
                actions.length == 0 ? List.of() : List.of(new Instruction.Apply(List.of(actions)));
        return new Flow(table, priority, match, cookie, instructions);
    }

    private List<Flow> flows() {
        return live.ask(MultipartRequest.Flows.ALL).stream()
                .flatMap(m -> ((MultipartReply.Flows) m).entries().stream())
                .map(FlowEntry::flow)
                .toList();
    }

    @Test
    void aBundleOf5000WithOneBadMessageIsRefusedWholeAndNamesIt() {
        List<FlowMod> mods = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            mods.add(FlowMod.add(flow(0, i, 7, new Action.Resubmit(1))));
        }
        mods.set(3_210, FlowMod.add(flow(0, 3_210, 7, new Action.Group(99))));
        SessionEvent.BundleFailed failed = (SessionEvent.BundleFailed) live.bundle(mods);
        assertThat(failed.faults()).extracting(Fault::index).containsExactly(3_210);
        assertThat(failed.faults().getFirst().error().name()).isEqualTo("OFPBAC_BAD_OUT_GROUP");
        assertThat(flows()).isEmpty();

        mods.set(3_210, FlowMod.add(flow(0, 3_210, 7, new Action.Resubmit(2))));
        assertThat(live.bundle(mods)).isInstanceOf(SessionEvent.BundleCommitted.class);
        assertThat(flows()).hasSize(5_000);
    }

    @Test
    void aMessageThatTheSwitchCannotReadFailsTheWholeBundle() {
        Octets unknown = Octets.parse("ffff001000002320fffe000000000000");
        List<FlowMod> mods = List.of(
                FlowMod.add(flow(0, 1, 7)),
                FlowMod.add(flow(0, 2, 7, new Action.Raw(unknown))),
                FlowMod.add(flow(0, 3, 7)),
                FlowMod.add(flow(0, 4, 7, new Action.Raw(unknown))));
        SessionEvent.BundleFailed failed = (SessionEvent.BundleFailed) live.bundle(mods);
        assertThat(failed.faults()).extracting(Fault::index).containsExactly(1, 3);
        assertThat(flows()).isEmpty();
    }

    @Test
    void anErrorNamesTheMessageThatCausedIt() {
        int xid = live.onLoop(c -> c.send(FlowMod.add(flow(0, 1, 7, new Action.Group(99)))));
        SessionEvent.Failed failed = live.next(SessionEvent.Failed.class);
        assertThat(failed.xid()).isEqualTo(xid);
        assertThat(failed.error().name()).isEqualTo("OFPBAC_BAD_OUT_GROUP");
    }

    @Test
    void aFlowMonitorSeesForeignEditsInFullAndOwnOnesAbbreviated() {
        live.ask(MultipartRequest.FlowMonitor.add(1, MONITOR));
        ovs.ofctl("add-flow", "br-int", "table=3,priority=5,ip,cookie=0x9,actions=drop");
        FlowUpdate.Full foreign = (FlowUpdate.Full) update();
        assertThat(foreign.event()).isEqualTo(FlowUpdate.Full.Event.ADDED);
        assertThat(foreign.flow().cookie()).isEqualTo(9);
        assertThat(foreign.flow().match().term(Field.ETH_TYPE)).isNotNull();

        int xid = live.onLoop(c -> c.send(FlowMod.add(flow(0, 1, 7))));
        assertThat(update()).isEqualTo(new FlowUpdate.Abbreviated(xid));

        ovs.ofctl("del-flows", "br-int", "table=3");
        assertThat(((FlowUpdate.Full) update()).event()).isEqualTo(FlowUpdate.Full.Event.REMOVED);
    }

    private FlowUpdate update() {
        return live.unsolicited(MultipartReply.FlowUpdates.class).entries().getFirst();
    }

    @Test
    void anotherControllersGroupChangesAreForwarded() {
        live.tell(new SetAsync(List.of(new SetAsync.Mask(SetAsync.REQUEST_FORWARD, 0b11))));
        Group group = new Group(5, Group.Type.ALL, List.of(new Group.Bucket(1, 0, List.of(new Action.Resubmit(9)))));
        live.tell(GroupMod.put(group));
        ovs.ofctl("del-groups", "br-int", "group_id=5");
        RequestForward forwarded = live.unsolicited(RequestForward.class);
        assertThat(forwarded.request()).isInstanceOfSatisfying(GroupMod.class, mod -> {
            assertThat(mod.command()).isEqualTo(GroupMod.Command.DELETE);
            assertThat(mod.group().id()).isEqualTo(5);
        });
    }

    @Test
    void anOlderGenerationIsNotPrimary() {
        live.ask(new RoleRequest(OfMessage.Role.PRIMARY, 8));
        int xid = live.onLoop(c -> c.request(new RoleRequest(OfMessage.Role.PRIMARY, 7)));
        SessionEvent.Failed failed = live.next(SessionEvent.Failed.class);
        assertThat(failed.xid()).isEqualTo(xid);
        assertThat(failed.error().name()).isEqualTo("OFPRRFC_STALE");
        assertThat(live.ask(new RoleRequest(OfMessage.Role.NO_CHANGE, 0)))
                .containsExactly(new OfMessage.RoleReply(OfMessage.Role.PRIMARY, 8));
    }

    @Test
    void aSwitchThatDiesClosesTheSessionAndIsDialledAgain() {
        ovs.killVswitchd();
        assertThat(live.next(SessionEvent.Closed.class).reason()).isNotEmpty();
        ovs.startVswitchd();
        live.next(SessionEvent.Ready.class);
    }
}
