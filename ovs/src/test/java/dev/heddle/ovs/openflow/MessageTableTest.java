package dev.heddle.ovs.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import dev.heddle.ovs.testing.DummyOvs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * docs/openflow-messages.md: each type of message as exchanged with a real Open vSwitch; {@code -Dgolden.update=true} writes
 * it anew, with the captured bytes that the fuzz test starts from. A type that is not in the table fails.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MessageTableTest {
    private static final Path TABLE = Path.of("../docs/openflow-messages.md");
    private static final Path CORPUS = Path.of("src/test/resources/fuzz/real-messages.txt");
    private static final int MAX_TEXT = 600;
    private static final String BRIDGE = "br-int";

    private final List<String> rows = new ArrayList<>();
    private final Set<Class<?>> seen = new LinkedHashSet<>();
    private final List<RawClient.Captured> captured = new ArrayList<>();
    private RawClient client;

    @Test
    void everyMessageIsExchangedWithARealSwitch() throws IOException {
        try (DummyOvs ovs = DummyOvs.start()) {
            ovs.addBridge(BRIDGE);
            ovs.vsctl("set", "Bridge", BRIDGE, "other-config:datapath-id=00000000000000a1");
            ovs.addPort(BRIDGE, "p1", 1, "uid-1");
            try (RawClient opened = new RawClient(ovs.managementSocket(BRIDGE))) {
                client = opened;
                handshake();
                flowsAndGroups();
                bundles();
                multiparts();
                asynchronous(ovs);
            }
            incompatible(ovs);
        }
        Set<String> missing = new TreeSet<>();
        types(OfMessage.class).stream().filter(t -> !seen.contains(t)).forEach(t -> missing.add(name(t)));
        assertThat(missing).as("message types that the table does not show").isEmpty();
        captured.stream()
                .filter(m -> m.frame().version() == OfMessage.Hello.OPENFLOW_15)
                .forEach(MessageTableTest::encodesAsItCame);
        compare();
    }

    private void handshake() {
        exchange(OfMessage.Hello.class, new OfMessage.Hello(6, 1 << 6));
        exchange(OfMessage.FeaturesReply.class, new OfMessage.FeaturesRequest());
        exchange(OfMessage.EchoReply.class, new OfMessage.EchoRequest(Octets.parse("68656464")));
        accepted(new OfMessage.SetConfig(OfMessage.SetConfig.FRAGMENTS_NX_MATCH, 0xffff));
        // OFPT_GET_CONFIG_REQUEST shows that the switch took the flags
        exchange(OfMessage.RawMessage.class, new OfMessage.RawMessage(7, Octets.EMPTY));
        // NXT_TLV_TABLE_REQUEST
        exchange(OfMessage.Experimenter.class, new OfMessage.Experimenter(0x2320, 25, Octets.EMPTY));
        exchange(OfMessage.RoleReply.class, new OfMessage.RoleRequest(OfMessage.Role.PRIMARY, 5));
    }

    private void flowsAndGroups() {
        exchange(OfMessage.BarrierReply.class, new OfMessage.BarrierRequest());
        accepted(GroupMod.put(group(5)));
        accepted(FlowMod.add(flow(0, 10)));
        exchange(OfError.class, FlowMod.add(new Flow(0, 11, Match.ANY, 1, apply(new Action.Group(99)))));
    }

    private void bundles() {
        int flags = BundleControl.ATOMIC | BundleControl.ORDERED;
        exchange(BundleControl.class, new BundleControl(1, BundleControl.Type.OPEN_REQUEST, flags));
        accepted(new BundleAdd(1, flags, FlowMod.add(flow(1, 20))));
        accepted(new BundleAdd(1, flags, GroupMod.put(group(6))));
        exchange(BundleControl.class, new BundleControl(1, BundleControl.Type.CLOSE_REQUEST, flags));
        exchange(BundleControl.class, new BundleControl(1, BundleControl.Type.COMMIT_REQUEST, flags));
        exchange(BundleControl.class, new BundleControl(2, BundleControl.Type.OPEN_REQUEST, flags));
        exchange(BundleControl.class, new BundleControl(2, BundleControl.Type.DISCARD_REQUEST, flags));
    }

    private void multiparts() {
        exchange(MultipartReply.Desc.class, new MultipartRequest.Desc());
        // one flow and one group: the order of several is the switch's whim
        exchange(MultipartReply.Flows.class, MultipartRequest.Flows.of(0, 0, 0));
        exchange(MultipartReply.Aggregate.class, new MultipartRequest.Aggregate(MultipartRequest.Flows.of(0, 0, 0)));
        exchange(MultipartReply.Tables.class, new MultipartRequest.Tables());
        exchange(MultipartReply.Groups.class, new MultipartRequest.Groups(5));
        exchange(MultipartReply.GroupCounters.class, new MultipartRequest.GroupCounters(5));
        exchange(MultipartReply.Ports.class, new MultipartRequest.Ports(1));
        // OFPMP_METER_FEATURES
        exchange(MultipartReply.Raw.class, new MultipartRequest.Raw(11, Octets.EMPTY));
    }

    private void asynchronous(DummyOvs ovs) {
        accepted(new SetAsync(List.of(
                new SetAsync.Mask(SetAsync.REQUEST_FORWARD, 0b11),
                new SetAsync.Mask(SetAsync.ROLE_STATUS, 0b111),
                new SetAsync.Mask(SetAsync.ROLE_STATUS_SECONDARY, 0b111))));
        Match inPort = Match.builder().inPort(new PortRef.Numbered(1)).build();
        exchange(
                PacketIn.class,
                new PacketOut(
                        inPort,
                        List.of(new Action.Output(PortRef.CONTROLLER, 0xffff)),
                        Octets.parse("ffffffffffff0200000000010806000100")));
        Flow watched = flow(0, 30);
        FlowMod mod = new FlowMod(FlowMod.Command.ADD, watched, 0, 0, 0, FlowMod.ANY, FlowMod.ANY, 1, 0);
        accepted(mod);
        exchange(FlowRemoved.class, FlowMod.deleteStrict(watched));
        int flags = MultipartRequest.FlowMonitor.ADD
                | MultipartRequest.FlowMonitor.REMOVED
                | MultipartRequest.FlowMonitor.INSTRUCTIONS;
        exchange(MultipartReply.FlowUpdates.class, MultipartRequest.FlowMonitor.add(1, flags));
        ovs.ofctl("add-flow", BRIDGE, "table=3,priority=1,cookie=0x9,ip,nw_src=10.0.0.0/8,actions=resubmit(,4)");
        observed("ovs-ofctl add-flow", MultipartReply.FlowUpdates.class);
        exchange(MultipartReply.FlowUpdates.class, FlowMod.add(flow(3, 2)));
        ovs.ofctl("del-groups", BRIDGE, "group_id=6");
        observed("ovs-ofctl del-groups", RequestForward.class);
        ovs.addPort(BRIDGE, "p2", 2, "");
        observed("ovs-vsctl add-port", PortStatus.class);
        try (RawClient other = new RawClient(ovs.managementSocket(BRIDGE))) {
            other.send(new OfMessage.Hello(6, 1 << 6));
            other.readUntil(OfMessage.Hello.class);
            other.send(new OfMessage.RoleRequest(OfMessage.Role.PRIMARY, 6));
            other.readUntil(OfMessage.RoleReply.class);
        }
        observed("another primary, generation 6", OfMessage.RoleStatus.class);
    }

    private void incompatible(DummyOvs ovs) {
        try (RawClient other = new RawClient(ovs.managementSocket(BRIDGE))) {
            RawClient.Captured sent = other.send(new OfMessage.Hello(4, 1 << 4));
            row(sent, other.readUntil(OfError.class));
        }
    }

    private static Flow flow(int table, int priority) {
        Match match = Match.builder()
                .inPort(new PortRef.Numbered(1))
                .eq(Field.ETH_TYPE, 0x800)
                .masked(Field.REG0, Bits.of(0x10), Bits.of(0xf0))
                .build();
        return new Flow(
                table,
                priority,
                match,
                0x4844_0100_0000_0001L,
                List.of(
                        new Instruction.Apply(List.of(
                                Action.SetField.of(Field.REG1, 7),
                                new Action.Move(Field.IPV4_DST, 0, Field.REG2, 0, 32),
                                new Action.Resubmit(table + 1))),
                        new Instruction.Goto(table + 2)));
    }

    private static List<Instruction> apply(Action... actions) {
        return List.of(new Instruction.Apply(List.of(actions)));
    }

    private static Group group(int id) {
        return new Group(id, Group.Type.ALL, List.of(new Group.Bucket(1, 0, List.of(new Action.Resubmit(23)))));
    }

    /** Sends and takes the answers up to one of this kind. */
    private void exchange(Class<? extends OfMessage> answer, OfMessage message) {
        row(client.send(message), client.readUntil(answer));
    }

    /** Sends what has no answer: the next barrier's reply must be the only one. */
    private void accepted(OfMessage message) {
        RawClient.Captured sent = client.send(message);
        client.send(new OfMessage.BarrierRequest());
        row(sent, client.readUntil(OfMessage.BarrierReply.class));
    }

    private void observed(String cause, Class<? extends OfMessage> kind) {
        rows.add("| (%s) | | %s |".formatted(cause, text(0, taken(client.readUntil(kind)))));
    }

    private void row(RawClient.Captured sent, List<RawClient.Captured> answers) {
        seen(sent);
        OfMessage message = sent.frame().message();
        String text = text(sent.frame().xid(), taken(answers)).replace("unasked: BarrierReply", "then BarrierReply");
        rows.add("| %s | `%s` | %s |".formatted(name(message.getClass()), sent.hex(), text));
    }

    /** The message waited for, and what came before it except for port states, which come when they like. */
    private List<RawClient.Captured> taken(List<RawClient.Captured> answers) {
        captured.addAll(answers);
        answers.forEach(this::seen);
        return answers.stream()
                .filter(a -> a == answers.getLast() || !(a.frame().message() instanceof PortStatus))
                .toList();
    }

    private void seen(RawClient.Captured message) {
        seen.add(message.frame().message().getClass());
    }

    private static String text(int xid, List<RawClient.Captured> answers) {
        return answers.stream()
                .map(a -> "`%s%s`".formatted(a.frame().xid() == xid ? "" : "unasked: ", stable(a.frame())))
                .collect(Collectors.joining("<br>"));
    }

    /** Without what differs from run to run. */
    private static String stable(Frame frame) {
        String text = frame.message()
                .toString()
                .replaceAll("(durationNanos|idleNanos|mac|software|state|config|RequestForward.xid)=[^,\\]]+", "$1=…");
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
    }

    private static String name(Class<?> type) {
        return type.getName()
                .substring(type.getPackageName().length() + 1)
                .replace("OfMessage$", "")
                .replace('$', '.');
    }

    private static List<Class<?>> types(Class<?> type) {
        List<Class<?>> out = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                out.addAll(types(permitted));
            } else {
                out.add(permitted);
            }
        }
        return out;
    }

    /** The same bytes, except where Open vSwitch orders and spells a match in another way. */
    private static void encodesAsItCame(RawClient.Captured message) {
        ByteBuf bytes = Unpooled.buffer();
        OpenFlowCodec.encode(message.frame().xid(), message.frame().message(), bytes);
        if (hasMatch(message.frame().message())) {
            Frame again = Objects.requireNonNull(OpenFlowCodec.decode(bytes));
            assertThat(again.message()).isEqualTo(message.frame().message());
        } else {
            assertThat(ByteBufUtil.hexDump(bytes)).isEqualTo(message.hex());
        }
    }

    private static boolean hasMatch(OfMessage message) {
        return message instanceof MultipartReply.Flows
                || message instanceof MultipartReply.FlowUpdates
                || message instanceof FlowRemoved;
    }

    private void compare() throws IOException {
        String table = """
                # OpenFlow messages

                Each type of message that Heddle knows, as exchanged with a real Open vSwitch 3.1 over OpenFlow 1.5: the bytes
                sent and the switch's answers as decoded, in order. A message without an answer of its own is followed by a
                barrier. Rows in parentheses were caused from outside. Written by MessageTableTest; what differs from run to run
                is shown as `…`.

                | message | bytes sent | answer |
                |---|---|---|
                """ + String.join("\n", rows) + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(CORPUS.getParent());
            Files.writeString(TABLE, table);
            Files.write(
                    CORPUS,
                    captured.stream().map(RawClient.Captured::hex).distinct().toList());
        }
        assertThat(table.lines()).containsExactlyElementsOf(Files.readAllLines(TABLE));
    }
}
