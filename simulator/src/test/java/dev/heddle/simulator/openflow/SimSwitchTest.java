package dev.heddle.simulator.openflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.heddle.flow.Action;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.flow.interpret.Step;
import dev.heddle.flow.interpret.Walk;
import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.FlowUpdate;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.GroupMod;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfError;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PacketOut;
import dev.heddle.ovs.openflow.PortDesc;
import dev.heddle.ovs.openflow.PortStatus;
import dev.heddle.ovs.openflow.session.OpenFlowSession;
import dev.heddle.ovs.openflow.session.SessionEvent;
import dev.heddle.ovs.openflow.session.SessionLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the twin of a real switch does not show: bytes cut anywhere, faults, restarts, ports, the interpreter's tables. */
class SimSwitchTest {
    private static final PortDesc PORT = new PortDesc(1, 0x20000000001L, "p1", 0, 4, List.of());

    private long now;
    private final SimSwitch simulated = new SimSwitch(7, () -> now);
    private final OpenFlowSession session =
            new OpenFlowSession(SessionLimits.DEFAULT, UnpooledByteBufAllocator.DEFAULT);
    private final List<SessionEvent> events = new ArrayList<>();

    private static Flow flow(int table, int priority, Action... actions) {
        Match match = Match.builder().eq(Field.METADATA, priority).build();
        List<Instruction> instructions =
                actions.length == 0 ? List.of() : List.of(new Instruction.Apply(List.of(actions)));
        return new Flow(table, priority, match, 0x10 + priority, instructions);
    }

    private static Group group(int id, int port) {
        return new Group(id, Group.Type.ALL, List.of(new Group.Bucket(1, 0, List.of(output(port)))));
    }

    private static Action output(int port) {
        return new Action.Output(new PortRef.Numbered(port));
    }

    /** A controller's session whose bytes go both ways in pieces of this many. */
    private SimConnection join(int piece) {
        SimConnection connection = simulated.connect();
        session.start(now);
        exchange(connection, piece);
        return connection;
    }

    private void exchange(SimConnection connection, int piece) {
        boolean moved = true;
        while (moved) {
            moved = cut(session.takeOutput(), piece, connection::receive)
                    | cut(connection.takeBytes(), piece, bytes -> session.receive(bytes, now));
            events.addAll(session.takeEvents());
        }
    }

    private static boolean cut(ByteBuf bytes, int piece, Consumer<ByteBuf> to) {
        boolean any = bytes.isReadable();
        while (bytes.isReadable()) {
            to.accept(bytes.readSlice(Math.min(piece, bytes.readableBytes())));
        }
        bytes.release();
        return any;
    }

    private <T extends SessionEvent> T next(Class<T> kind) {
        SessionEvent found =
                events.stream().filter(kind::isInstance).findFirst().orElseThrow();
        events.remove(found);
        return kind.cast(found);
    }

    @Test
    void aControllersSessionReadsManyFlowsInParts() {
        SimConnection connection = join(1_000);
        assertThat(next(SessionEvent.Ready.class).features().datapathId()).isEqualTo(7);
        List<FlowMod> mods = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            mods.add(FlowMod.add(flow(i % 5, i, output(1), new Action.Resubmit(9))));
        }
        session.bundle(mods);
        exchange(connection, 61);
        next(SessionEvent.BundleCommitted.class);
        session.request(MultipartRequest.Flows.ALL);
        exchange(connection, 65_536);
        SessionEvent.Reply reply = next(SessionEvent.Reply.class);
        assertThat(reply.messages()).hasSizeGreaterThan(2);
        assertThat(MultipartReply.entries(reply.messages(), MultipartReply.Flows.class))
                .extracting(e -> e.flow())
                .containsExactlyInAnyOrderElementsOf(
                        mods.stream().map(FlowMod::flow).toList());
    }

    @Test
    void aFaultRefusesABundleWholeAndNamesTheMessage() {
        SimConnection connection = join(100);
        List<OfMessage> bundle = List.of(
                GroupMod.put(group(1, 1)),
                FlowMod.add(flow(0, 1, new Action.Group(1))),
                FlowMod.add(flow(0, 2)),
                FlowMod.add(flow(0, 3)));
        simulated.refuse(m ->
                m instanceof FlowMod mod && mod.flow().priority() == 2 ? new OfError(5, 0, 0, Octets.EMPTY) : null);
        session.bundle(bundle);
        exchange(connection, 100);
        SessionEvent.BundleFailed failed = next(SessionEvent.BundleFailed.class);
        assertThat(failed.faults()).hasSize(1);
        assertThat(failed.faults().getFirst().index()).isEqualTo(2);
        assertThat(failed.faults().getFirst().error().name()).isEqualTo("OFPFMFC_UNKNOWN");
        assertThat(simulated.flows()).isEmpty();
        assertThat(simulated.groups()).isEmpty();

        simulated.refuse(m -> null);
        session.bundle(bundle);
        exchange(connection, 100);
        next(SessionEvent.BundleCommitted.class);
        assertThat(simulated.flows()).hasSize(3);
        assertThat(simulated.groups()).containsExactly(group(1, 1));
    }

    @Test
    void aFullTableRefusesOneMore() {
        simulated.limitTables(2);
        assertThat(simulated.edit(List.of(FlowMod.add(flow(0, 1)), FlowMod.add(flow(0, 2)), FlowMod.add(flow(1, 3)))))
                .isEmpty();
        assertThat(simulated.edit(List.of(FlowMod.add(flow(0, 1)), FlowMod.add(flow(0, 4)))))
                .singleElement()
                .isInstanceOfSatisfying(OfError.class, e -> assertThat(e.name()).isEqualTo("OFPFMFC_TABLE_FULL"));
        assertThat(simulated.flows()).hasSize(3);
    }

    @Test
    void aRestartLeavesThePortsOnly() {
        simulated.putPort(PORT);
        SimConnection connection = join(100);
        session.request(new OfMessage.RoleRequest(OfMessage.Role.PRIMARY, 8));
        exchange(connection, 100);
        simulated.edit(List.of(GroupMod.add(group(1, 1)), FlowMod.add(flow(0, 1, new Action.Group(1)))));
        long before = simulated.version();
        simulated.restart();
        assertThat(connection.closed()).isNotNull();
        assertThat(simulated.connections()).isEmpty();
        assertThat(simulated.flows()).isEmpty();
        assertThat(simulated.groups()).isEmpty();
        assertThat(simulated.ports()).containsExactly(PORT);
        assertThat(simulated.version()).isGreaterThan(before);
        // the generation is forgotten, too
        assertThat(simulated.edit(List.of(new OfMessage.RoleRequest(OfMessage.Role.PRIMARY, 1))))
                .containsExactly(new OfMessage.RoleReply(OfMessage.Role.PRIMARY, 1));
    }

    @Test
    void aFlowGoesWhenItsTimeIsOver() {
        Flow idle = flow(0, 1);
        Flow hard = flow(0, 2);
        simulated.edit(List.of(
                FlowMod.of(FlowMod.Command.ADD, new FlowSpec(idle, 0, 10, 0, 0, 0, FlowSpec.ANY, FlowSpec.ANY)),
                FlowMod.of(FlowMod.Command.ADD, new FlowSpec(hard, 0, 0, 15, 0, 0, FlowSpec.ANY, FlowSpec.ANY))));
        now = TimeUnit.SECONDS.toNanos(9);
        assertThat(simulated.count(idle.key(), 3, 300)).isTrue();
        simulated.count(hard.key(), 1, 100);
        now = TimeUnit.SECONDS.toNanos(14);
        simulated.expire();
        assertThat(simulated.flows()).containsExactlyInAnyOrder(idle, hard);
        now = TimeUnit.SECONDS.toNanos(15);
        simulated.expire();
        assertThat(simulated.flows()).containsExactly(idle);
        assertThat(simulated.entries().getFirst().stats().packets()).isEqualTo(3);
        now = TimeUnit.SECONDS.toNanos(19);
        simulated.expire();
        assertThat(simulated.flows()).isEmpty();
        assertThat(simulated.count(idle.key(), 1, 1)).isFalse();
    }

    @Test
    void portsThatComeChangeAndGoAreTold() {
        SimConnection connection = join(100);
        simulated.putPort(PORT);
        simulated.putPort(PORT);
        PortDesc renamed = new PortDesc(1, PORT.mac(), "p9", 0, 4, List.of());
        simulated.putPort(renamed);
        simulated.removePort(1);
        simulated.removePort(1);
        assertThat(connection.takeFrames())
                .extracting(Frame::message)
                .containsExactly(
                        new PortStatus(PortStatus.Reason.ADD, PORT),
                        new PortStatus(PortStatus.Reason.MODIFY, renamed),
                        new PortStatus(PortStatus.Reason.DELETE, renamed));
    }

    @Test
    void monitorsSeeAnEditByHandInFullAndWhatAGroupTakesWithIt() {
        SimConnection connection = join(100);
        session.request(MultipartRequest.FlowMonitor.add(1, 0b1110));
        exchange(connection, 100);
        next(SessionEvent.Reply.class);
        simulated.edit(List.of(GroupMod.add(group(1, 1)), FlowMod.add(flow(0, 1, new Action.Group(1)))));
        assertThat(updates(connection))
                .containsExactly(new FlowUpdate.Full(
                        FlowUpdate.Full.Event.ADDED,
                        0,
                        0,
                        0,
                        new Flow(0, 1, flow(0, 1).match(), 0x11, List.of())));
        connection.receive(99, GroupMod.delete(1));
        assertThat(updates(connection)).singleElement().isInstanceOfSatisfying(FlowUpdate.Full.class, u -> {
            assertThat(u.event()).isEqualTo(FlowUpdate.Full.Event.REMOVED);
            assertThat(u.reason()).isEqualTo(News.GROUP_DELETE);
        });
    }

    private static List<FlowUpdate> updates(SimConnection connection) {
        return MultipartReply.entries(
                connection.takeFrames().stream()
                        .map(Frame::message)
                        .filter(m -> m instanceof MultipartReply.FlowUpdates)
                        .toList(),
                MultipartReply.FlowUpdates.class);
    }

    @Test
    void theInterpretersTablesFollow() {
        Packet packet = Packet.parse("in_port=1,metadata=1");
        assertThat(outputs(packet)).isEmpty();
        simulated.edit(List.of(GroupMod.add(group(1, 5)), FlowMod.add(flow(0, 1, new Action.Group(1)))));
        assertThat(outputs(packet)).containsExactly(5);
        simulated.edit(List.of(GroupMod.modify(group(1, 6))));
        assertThat(outputs(packet)).containsExactly(6);
        simulated.edit(List.of(FlowMod.add(flow(0, 1, output(7)))));
        assertThat(outputs(packet)).containsExactly(7);

        // a bundle that is refused has never been
        SimConnection connection = join(100);
        session.bundle(List.of(
                FlowMod.add(flow(0, 1, output(8))), GroupMod.delete(1), FlowMod.add(flow(0, 2, new Action.Group(1)))));
        exchange(connection, 100);
        next(SessionEvent.BundleFailed.class);
        assertThat(outputs(packet)).containsExactly(7);
        assertThat(simulated.groups()).containsExactly(group(1, 6));

        simulated.edit(List.of(FlowMod.delete(0, 0, 0)));
        assertThat(outputs(packet)).isEmpty();
        simulated.edit(List.of(FlowMod.add(flow(0, 1, output(7)))));
        simulated.restart();
        assertThat(outputs(packet)).isEmpty();
    }

    private List<Integer> outputs(Packet packet) {
        return Walk.of(simulated.tables(), packet).outputs().stream()
                .map(Step.Output::port)
                .toList();
    }

    @Test
    void aPacketOutIsGivenAndWalked() {
        List<PacketOut> sent = new ArrayList<>();
        simulated.onPacketOut(sent::add);
        simulated.putPort(PORT);
        PacketOut packet = new PacketOut(
                Match.builder().inPort(PortRef.CONTROLLER).build(), List.of(output(1), output(2)), Octets.of((byte) 1));
        assertThat(simulated.edit(List.of(packet))).isEmpty();
        assertThat(sent).containsExactly(packet);
        assertThat(simulated.walk(packet).outputs())
                .extracting(Step.Output::port)
                .containsExactly(1);
    }

    @Test
    void whatOpenVSwitchDoesNotSurviveIsNoAnswer() {
        simulated.edit(List.of(
                GroupMod.add(group(1, 1)),
                GroupMod.add(group(2, 1)),
                FlowMod.add(flow(0, 1, new Action.Group(1), new Action.Group(1))),
                FlowMod.add(flow(0, 2, new Action.Group(2)))));
        assertThatIllegalStateException()
                .isThrownBy(() -> simulated.edit(List.of(GroupMod.delete(1))))
                .withMessageContaining("group 1 twice");

        SimConnection connection = join(100);
        session.bundle(List.of(GroupMod.delete(2), FlowMod.add(flow(0, 3, new Action.Group(77)))));
        assertThatIllegalStateException()
                .isThrownBy(() -> exchange(connection, 100))
                .withMessageContaining("deleted a group in use");

        Group none = new Group(1, Group.Type.ALL, List.of());
        assertThatIllegalStateException()
                .isThrownBy(() -> simulated.edit(List.of(GroupMod.insertBuckets(none, GroupMod.LAST_BUCKET))))
                .withMessageContaining("no bucket");
    }

    @Test
    void equalFlowsOfManySwitchesAreOneObject() {
        FlowPool pool = new FlowPool(10);
        SimSwitch one = new SimSwitch(1, () -> now, pool);
        SimSwitch other = new SimSwitch(2, () -> now, pool);
        one.edit(List.of(FlowMod.add(flow(0, 1, output(1)))));
        other.edit(List.of(FlowMod.add(flow(0, 1, output(1))), FlowMod.add(flow(0, 2, output(1)))));
        assertThat(other.flows().getFirst()).isSameAs(one.flows().getFirst());
        assertThat(other.flows()).containsExactly(flow(0, 1, output(1)), flow(0, 2, output(1)));
    }

    @Test
    void whatIsNoOpenFlowClosesTheConnection() {
        SimConnection connection = simulated.connect();
        connection.receive(1, new OfMessage.Hello(4, 1 << 4));
        assertThat(connection.closed()).isNotNull();
        assertThat(connection.takeFrames().getLast().message())
                .isInstanceOfSatisfying(OfError.class, e -> assertThat(e.name()).isEqualTo("OFPHFC_INCOMPATIBLE"));
        SimConnection other = join(100);
        other.receive(Unpooled.wrappedBuffer(new byte[] {6, 14, 0, 3, 0, 0, 0, 1}));
        assertThat(other.closed()).contains("malformed");
        assertThat(simulated.connections()).isEmpty();
    }
}
