package dev.heddle.ovs.openflow.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Layers;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.TextException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Matches of random fields with random values under random masks, from a seed: ovs-ofctl must take and list them as we do, and
 * the switch must hold the same.
 */
class RandomMatchesTest {
    private static final int MATCHES = 400;

    /** What the packets of a match are; the rest is of fields that such packets have. */
    private static final List<String> PACKETS = List.of(
            "",
            "arp",
            "rarp",
            "ip",
            "tcp",
            "udp",
            "sctp",
            "icmp",
            "ipv6",
            "tcp6",
            "udp6",
            "sctp6",
            "icmp6",
            "mpls",
            "mplsm",
            "icmp6,icmp_type=135,icmp_code=0",
            "icmp6,icmp_type=136,icmp_code=0",
            "dl_type=0x894f,nsh_mdtype=1",
            "packet_type=(1,0x800)",
            "packet_type=(1,0x86dd),nw_proto=6",
            "ct_state=+trk+est,ip,ct_nw_proto=6",
            "ct_state=+trk-inv,udp6,ct_nw_proto=17",
            "dl_type=0x88cc",
            "dl_vlan=5");

    private static Side theirs;
    private static Side ours;
    private final Faults faults = new Faults();
    private final Comparison<FlowSpec> comparison = new Comparison<>(new FlowKind(), faults);

    @BeforeAll
    static void start() {
        theirs = Side.startForFlows();
        ours = Side.startForFlows();
    }

    @AfterAll
    static void stop() {
        theirs.close();
        ours.close();
    }

    @Test
    void randomMatchesAreAddedAndListed() {
        compare(1);
    }

    @Test
    @Tag("soak")
    void manyRandomMatchesAreAddedAndListed() {
        for (int seed = 2; seed < 100; seed++) {
            compare(seed);
        }
    }

    private void compare(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Line> lines = new ArrayList<>();
        for (int number = 1; number <= MATCHES; number++) {
            Match match = match(random);
            String text = FlowText.match(match);
            assertThat(FlowText.readMatch(text, Side.NAMES)).as(text).isEqualTo(match);
            lines.add(new Line(
                    "seed " + seed + ":" + number,
                    "cookie=0x%x,priority=%d,%s%sactions=drop"
                            .formatted(number, number, readable(text), text.isEmpty() ? "" : ",")));
        }
        theirs.addFlows(lines).forEach((line, words) -> faults.add(line, "ovs-ofctl refuses it: " + words));
        comparison.add(lines, ours);
        comparison.compare(theirs, ours);
        theirs.ovs().ofctl("del-flows", Side.BRIDGE);
        ours.ovs().ofctl("del-flows", Side.BRIDGE);
        faults.none();
    }

    /** ovs-ofctl does not read all that it prints. */
    private static String readable(String text) {
        return text.replace("gtpu_", "tun_gtpu_");
    }

    private static Match match(SplittableRandom random) {
        Match packets = FlowText.readMatch(PACKETS.get(random.nextInt(PACKETS.size())), Side.NAMES);
        List<Field> fields = Stream.of(Field.values())
                .filter(field -> printedWhole(field) && packets.term(field) == null && has(packets, field))
                .toList();
        while (true) {
            Match.Builder match = Match.builder();
            packets.terms().forEach(t -> match.masked(t.field(), t.value(), t.mask()));
            if (random.nextBoolean()) {
                match.inPort(random.nextInt(5) == 0 ? PortRef.LOCAL : new PortRef.Numbered(random.nextInt(1, 5)));
            }
            try {
                for (int i = random.nextInt(7); i > 0; i--) {
                    term(fields.get(random.nextInt(fields.size())), random, match);
                }
                return FlowText.readMatch(FlowText.match(match.build()), Side.NAMES);
            } catch (IllegalArgumentException | TextException twiceOrWithoutAnother) {
                // another draw
            }
        }
    }

    /** Not of the ports; hidden ones are refused, and of these ovs-ofctl does not print what a random value needs. */
    private static boolean printedWhole(Field field) {
        return switch (field) {
            case IN_PORT,
                    IN_PORT_OXM,
                    DP_HASH,
                    RECIRC_ID,
                    PACKET_TYPE,
                    ETH_TYPE,
                    TUN_ERSPAN_VER,
                    TUN_ERSPAN_IDX,
                    TUN_ERSPAN_DIR,
                    TUN_ERSPAN_HWID -> false;
            default -> true;
        };
    }

    private static boolean has(Match packets, Field field) {
        return Layers.of(packets).missing(field) == null;
    }

    private static void term(Field field, SplittableRandom random, Match.Builder match) {
        Bits value = bits(field, random);
        Bits mask = field.maskable() && random.nextBoolean() ? bits(field, random) : field.fullMask();
        switch (field) {
            case ACTSET_OUTPUT -> value = Bits.of(random.nextInt(1, 5));
            case VLAN_TCI -> mask = mask.and(Field.VLAN_VID.fullMask());
            case TUN_GBP_FLAGS -> mask = field.fullMask();
            case CT_STATE -> value = value.and(field.fullMask());
            default -> {
                if (field.format() == Field.Format.IPV6) {
                    // ovs-ofctl takes a mask that begins with a decimal digit for the length of a prefix
                    mask = mask.or(new Bits(0xf000_0000_0000_0000L, 0));
                } else if (field.isTunnelMetadata()) {
                    // as long as the switch's options, so that it comes back as it was sent
                    Bits top = Bits.of(0x80000000L);
                    value = value.and(Bits.ones(32)).or(top);
                    mask = mask.equals(field.fullMask())
                            ? mask
                            : mask.and(Bits.ones(32)).or(top);
                }
            }
        }
        if (field.fault(value) == null) {
            match.masked(field, value, mask);
        }
    }

    private static Bits bits(Field field, SplittableRandom random) {
        byte[] bytes = new byte[field.bytes()];
        random.nextBytes(bytes);
        return Bits.of(bytes).and(Bits.ones(field.valueBits()));
    }
}
