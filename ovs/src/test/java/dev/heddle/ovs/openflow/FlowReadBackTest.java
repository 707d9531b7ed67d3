package dev.heddle.ovs.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.text.FlowText;
import dev.heddle.ovs.openflow.session.SessionEvent;
import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every field and every action, sent by our codec to one bridge and, as {@link FlowText}, by ovs-ofctl to another: both must
 * hold the same, and our codec must read back what it sent.
 */
class FlowReadBackTest {
    private static final long COOKIE = 0x4844_0000_0000_0001L;
    private static final Bits PATTERN = new Bits(0x0123456789abcdefL, 0x1032547698badcfeL);
    private static final Bits HALVES = new Bits(0x00ff00ff00ff00ffL, 0x00ff00ff00ff00ffL);

    /** The ingress port is no term; the hidden fields are not for controllers; what ovs-ofctl prints of GTP-U it cannot read. */
    private static final Set<Field> UNSENT =
            Set.of(Field.IN_PORT, Field.IN_PORT_OXM, Field.DP_HASH, Field.TUN_GTPU_FLAGS, Field.TUN_GTPU_MSGTYPE);

    private static DummyOvs ovs;

    @BeforeAll
    static void start() {
        ovs = DummyOvs.start();
        for (String bridge : List.of("ours", "theirs")) {
            ovs.addBridge(bridge);
            ovs.addPort(bridge, bridge + "-p1", 1, "");
            ovs.ofctl("add-group", bridge, "group_id=7,type=all");
            List<String> options = IntStream.range(0, 64)
                    .mapToObj("{class=0xffff,type=%1$d,len=4}->tun_metadata%1$d"::formatted)
                    .toList();
            ovs.ofctl("add-tlv-map", bridge, String.join(",", options));
        }
    }

    @AfterAll
    static void stop() {
        ovs.close();
    }

    @Test
    void theSwitchHoldsWhatTheTextSays() throws IOException {
        List<Flow> flows = new ArrayList<>();
        for (Field field : Field.values()) {
            if (!UNSENT.contains(field)) {
                flows.add(matching(flows.size(), field, field.fullMask()));
                if (field.maskable() && field.bits() > 8 && field != Field.CT_STATE) {
                    flows.add(matching(flows.size(), field, HALVES.and(field.fullMask())));
                }
            }
        }
        flows.add(matching(flows.size(), Field.IP_FRAG, Bits.of(1)));
        flows.add(matching(flows.size(), Field.VLAN_TCI, Bits.of(0x1000)));
        for (List<Action> actions : actions()) {
            Match match = Match.builder()
                    .inPort(new PortRef.Numbered(1))
                    .eq(Field.ETH_TYPE, 0x800)
                    .build();
            flows.add(new Flow(1, flows.size(), match, COOKIE, List.of(new Instruction.Apply(actions))));
        }
        flows.add(new Flow(2, 0, Match.ANY, COOKIE, List.of()));
        flows.add(new Flow(
                2,
                1,
                Match.ANY,
                COOKIE,
                List.of(new Instruction.Apply(List.of(new Action.Resubmit(5))), new Instruction.Goto(9))));

        Path text = ovs.directory().resolve("flows.txt");
        Files.write(text, flows.stream().map(FlowText::flow).toList());
        ovs.ofctl("add-flows", "theirs", text.toString());
        try (LiveSwitch live = new LiveSwitch(ovs.managementSocket("ours"))) {
            assertThat(live.bundle(flows.stream().map(FlowMod::add).toList()))
                    .isInstanceOf(SessionEvent.BundleCommitted.class);
            assertThat(dump("ours")).containsExactlyElementsOf(dump("theirs")).hasSize(flows.size());

            List<Flow> read = live.ask(MultipartRequest.Flows.ALL).stream()
                    .flatMap(m -> ((MultipartReply.Flows) m).entries().stream())
                    .map(FlowEntry::flow)
                    .sorted(Comparator.comparingInt(Flow::priority))
                    .toList();
            assertThat(read)
                    .containsExactlyInAnyOrderElementsOf(flows.stream()
                            .sorted(Comparator.comparingInt(Flow::priority))
                            .toList());
        }
    }

    /** The switch answers with the length of its option, whatever length was sent. */
    @Test
    void tunnelMetadataIsReadBackAsItWasSent() {
        Map<Match, String> matches = Map.of(
                Match.builder()
                        .masked(Field.TUN_METADATA3, Bits.ZERO, Bits.ZERO)
                        .build(),
                "tun_metadata3",
                Match.builder().eq(Field.TUN_METADATA4, 0x12).build(),
                "tun_metadata4=0x12",
                Match.builder().eq(Field.TUN_METADATA5, 0).build(),
                "tun_metadata5=0",
                Match.builder()
                        .masked(Field.TUN_METADATA6, Bits.of(5), Bits.of(0xff))
                        .build(),
                "tun_metadata6=0x5");
        try (LiveSwitch live = new LiveSwitch(ovs.managementSocket("ours"))) {
            live.tell(matches.keySet().stream()
                    .map(match -> FlowMod.add(new Flow(7, 7, match, 7, List.of())))
                    .toArray(FlowMod[]::new));
            List<Match> read =
                    live.ask(new MultipartRequest.Flows(7, FlowSpec.ANY, FlowSpec.ANY, 0, 0, Match.ANY)).stream()
                            .flatMap(m -> ((MultipartReply.Flows) m).entries().stream())
                            .map(entry -> entry.flow().match())
                            .toList();
            assertThat(read).containsExactlyInAnyOrderElementsOf(matches.keySet());
            assertThat(dump("ours"))
                    .containsAll(matches.values().stream()
                            .map(text -> "cookie=0x7, table=7, priority=7," + text + " actions=drop")
                            .toList());
            assertThat(read.stream().map(FlowText::match)).containsExactlyInAnyOrderElementsOf(matches.values());
            ovs.ofctl("del-flows", "ours", "table=7");
        }
    }

    @Test
    void groupsAreReadBackAsTheyWereSent() {
        Group all = new Group(
                9,
                Group.Type.ALL,
                List.of(
                        new Group.Bucket(3, 0, List.of(Action.SetField.of(Field.REG1, 17), new Action.Resubmit(23))),
                        new Group.Bucket(8, 0, List.of(new Action.Output(new PortRef.Numbered(1))))));
        Group select =
                new Group(10, Group.Type.SELECT, List.of(new Group.Bucket(0, 100, List.of(new Action.Resubmit(4)))));
        try (LiveSwitch live = new LiveSwitch(ovs.managementSocket("ours"))) {
            live.tell(GroupMod.put(all), GroupMod.put(select));
            for (Group group : List.of(all, select)) {
                MultipartReply.Groups reply = (MultipartReply.Groups)
                        live.ask(new MultipartRequest.Groups(group.id())).getFirst();
                assertThat(reply.entries().getFirst()).isEqualTo(group);
            }
            String text = ovs.ofctl("dump-groups", "ours", "9");
            assertThat(text).contains(FlowText.group(all));
            live.tell(GroupMod.delete(9), GroupMod.delete(10));
        }
    }

    private static List<String> dump(String bridge) {
        return ovs.ofctl("--no-names", "--no-stats", "dump-flows", bridge)
                .lines()
                .map(String::strip)
                .filter(line -> line.contains("actions="))
                .sorted()
                .toList();
    }

    private static Flow matching(int priority, Field field, Bits mask) {
        Match.Builder match = Match.builder();
        prerequisites(field, match);
        Bits value = switch (field) {
            case IP_FRAG, NSH_MDTYPE -> Bits.of(1);
            case VLAN_TCI, VLAN_VID -> Bits.of(0x1005);
            case ETH_TYPE -> Bits.of(0x800);
            case ARP_OP -> Bits.of(2);
            case IP_TOS -> Bits.of(0x44);
            case NSH_TTL -> Bits.of(63);
            case CT_STATE -> Bits.of(0x21);
            case RECIRC_ID -> Bits.ZERO;
            case ACTSET_OUTPUT -> Bits.of(1);
            case PACKET_TYPE -> Bits.of(0x1894f);
            default -> PATTERN.and(mask);
        };
        if (field.isTunnelMetadata()) {
            value = Bits.of(0xfedcba98L);
            mask = mask.equals(field.fullMask()) ? mask : Bits.of(0xff00ff00L);
        }
        match.masked(field, value.and(mask), field == Field.VLAN_TCI ? mask.and(Field.VLAN_VID.fullMask()) : mask);
        return new Flow(0, priority, match.build(), COOKIE, List.of());
    }

    private static void prerequisites(Field field, Match.Builder match) {
        switch (field.prerequisite()) {
            case NOTHING, ETHERNET -> {}
            case VLAN -> match.eq(Field.VLAN_VID, 0x1007);
            case MPLS -> match.eq(Field.ETH_TYPE, 0x8847);
            case IPV4, IP -> match.eq(Field.ETH_TYPE, 0x800);
            case IPV6 -> match.eq(Field.ETH_TYPE, 0x86dd);
            case ARP -> match.eq(Field.ETH_TYPE, 0x806);
            case TCP -> match.eq(Field.ETH_TYPE, 0x800).eq(Field.IP_PROTO, 6);
            case UDP -> match.eq(Field.ETH_TYPE, 0x86dd).eq(Field.IP_PROTO, 17);
            case SCTP -> match.eq(Field.ETH_TYPE, 0x86dd).eq(Field.IP_PROTO, 132);
            case ICMP -> match.eq(Field.ETH_TYPE, 0x800).eq(Field.IP_PROTO, 1);
            case ICMPV6 -> match.eq(Field.ETH_TYPE, 0x86dd).eq(Field.IP_PROTO, 58);
            case ND, ND_SOLICIT, ND_ADVERT ->
                match.eq(Field.ETH_TYPE, 0x86dd)
                        .eq(Field.IP_PROTO, 58)
                        .eq(Field.ICMPV6_TYPE, field == Field.ND_TLL ? 136 : 135)
                        .eq(Field.ICMPV6_CODE, 0);
            case NSH -> {
                match.eq(Field.ETH_TYPE, 0x894f);
                if (field.text().startsWith("nsh_c")) {
                    match.eq(Field.NSH_MDTYPE, 1);
                }
            }
            case CT -> {
                match.eq(Field.CT_STATE, 0x21).eq(Field.ETH_TYPE, field.format() == Field.Format.IPV6 ? 0x86dd : 0x800);
                if (field != Field.CT_NW_PROTO) {
                    match.eq(Field.CT_NW_PROTO, 6);
                }
            }
        }
        switch (field) {
            case TUN_ERSPAN_IDX -> match.eq(Field.TUN_ERSPAN_VER, 1);
            case TUN_ERSPAN_DIR, TUN_ERSPAN_HWID -> match.eq(Field.TUN_ERSPAN_VER, 2);
            default -> {}
        }
    }

    private static List<List<Action>> actions() {
        List<List<Action>> out = new ArrayList<>();
        Stream.of(
                        Field.TUN_ID,
                        Field.TUN_SRC,
                        Field.TUN_DST,
                        Field.TUN_IPV6_SRC,
                        Field.TUN_IPV6_DST,
                        Field.METADATA,
                        Field.REG0,
                        Field.REG1,
                        Field.REG2,
                        Field.REG3,
                        Field.XXREG1,
                        Field.ETH_SRC,
                        Field.ETH_DST,
                        Field.IPV4_SRC,
                        Field.IPV4_DST)
                .forEach(field -> {
                    out.add(List.of(Action.SetField.of(field, PATTERN.and(field.fullMask()))));
                    Bits mask = HALVES.and(field.fullMask());
                    out.add(List.of(new Action.SetField(field, PATTERN.and(mask), mask)));
                });
        out.add(List.of(
                new Action.Move(Field.IPV4_DST, 0, Field.REG2, 0, 32),
                new Action.Move(Field.REG0, 4, Field.REG1, 9, 7),
                new Action.Move(Field.REG3, 31, Field.METADATA, 63, 1),
                new Action.Move(Field.METADATA, 0, Field.TUN_ID, 0, 64)));
        out.add(List.of(new Action.Resubmit(22), new Action.Group(7), new Action.Output(new PortRef.Numbered(1))));
        out.add(List.of(new Action.Output(PortRef.CONTROLLER, 128), new Action.Output(PortRef.IN_PORT)));
        out.add(List.of(new Action.Output(PortRef.LOCAL)));
        return out;
    }
}
