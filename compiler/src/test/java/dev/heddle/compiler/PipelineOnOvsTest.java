package dev.heddle.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Flow;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.PortResolver;
import dev.heddle.flow.Program;
import dev.heddle.flow.text.FlowText;
import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One host's program in a real Open vSwitch, asked with ofproto/trace where packets go. What is expected stands in the
 * table of each test, written from the manifest's meaning.
 *
 * <p>Host h1 has ports a (10.0.0.2, fd00::2) and d (10.0.0.4) in slice train and e (10.0.0.2) in slice other; b (10.0.0.3,
 * fd00::3) of train is on h2.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineOnOvsTest {
    private static final String A = "0a:00:00:00:00:01";
    private static final String B = "08:00:00:00:00:02";
    private static final String D = "0a:00:00:00:00:04";
    private static final Map<String, Integer> PORTS = Map.of("a", 2, "d", 4, "e", 5);
    private static final int TUNNEL = 1;
    private static final Pattern OUTPUT = Pattern.compile("^\\s*output:(\\d+)$", Pattern.MULTILINE);

    private DummyOvs ovs;

    @BeforeAll
    void install() throws IOException {
        Scene scene = Scene.EMPTY
                .host("h1", "192.0.2.1")
                .host("h2", "192.0.2.2")
                .slice("train", 100, "10.0.0.0/24", "fd00::/64")
                .slice("other", 101, "10.0.0.0/24")
                .port("train", "a", "h1", "uplink1", A, "10.0.0.2", "fd00::2")
                .port("train", "d", "h1", "uplink1", D, "10.0.0.4")
                .port("train", "b", "h2", "uplink1", B, "10.0.0.3", "fd00::3")
                .port("other", "e", "h1", "uplink1", A, "10.0.0.2");
        ovs = DummyOvs.start();
        ovs.addBridge("br-int");
        ovs.vsctl(
                "add-port",
                "br-int",
                "heddle-vx",
                "--",
                "set",
                "Interface",
                "heddle-vx",
                "type=dummy",
                "ofport_request=1");
        PORTS.forEach((name, number) -> ovs.addPort("br-int", name, number, ""));
        ovs.ofctl("set-frags", "unix:" + ovs.managementSocket("br-int"), "nx-match");
        load(new Compiler().compile(scene).get("h1"));
    }

    @AfterAll
    void stop() {
        ovs.close();
    }

    private void load(Program program) throws IOException {
        PortResolver resolver = port -> {
            if (port.equals(Pipeline.TUNNEL_PORT)) {
                return new PortRef.Numbered(TUNNEL);
            }
            return PORTS.entrySet().stream()
                    .filter(e -> port instanceof PortRef.Iface iface
                            && iface.ifaceId().equals(Scene.uid(e.getKey()).toString()))
                    .map(e -> new PortRef.Numbered(e.getValue()))
                    .findFirst()
                    .orElse(null);
        };
        write("add-groups", program.groups().stream().map(FlowText::group));
        write("add-flows", program.flows().stream().map(f -> FlowText.flow(resolved(f, resolver))));
    }

    private static Flow resolved(Flow flow, PortResolver ports) {
        Flow out = flow.resolve(ports);
        assertThat(out).as("%s names a port that is not here", flow).isNotNull();
        return out;
    }

    private void write(String command, Stream<String> lines) throws IOException {
        Path file = ovs.directory().resolve(command + ".txt");
        Files.write(file, lines.toList());
        ovs.ofctl(command, "unix:" + ovs.managementSocket("br-int"), file.toString());
    }

    @ParameterizedTest(name = "{0} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # what                     | packet from a                                                             | to
            unicast here               | tcp,dl_src=A,dl_dst=D,nw_src=10.0.0.2,nw_dst=10.0.0.4                      | d
            unicast to a peer          | tcp,dl_src=A,dl_dst=B,nw_src=10.0.0.2,nw_dst=10.0.0.3                      | 192.0.2.2
            IPv6 to a peer             | tcp6,dl_src=A,dl_dst=B,ipv6_src=fd00::2,ipv6_dst=fd00::3                   | 192.0.2.2
            link-local source          | udp6,dl_src=A,dl_dst=B,ipv6_src=fe80::800:ff:fe00:1,ipv6_dst=fe80::a00:ff:fe00:2 | 192.0.2.2
            unknown unicast            | tcp,dl_src=A,dl_dst=0a:99:00:00:00:01,nw_src=10.0.0.2,nw_dst=10.0.0.3      | nowhere
            broadcast                  | udp,dl_src=A,dl_dst=ff:ff:ff:ff:ff:ff,nw_src=10.0.0.2,nw_dst=10.0.0.255    | d 192.0.2.2
            multicast                  | udp6,dl_src=A,dl_dst=33:33:00:00:00:99,ipv6_src=fd00::2,ipv6_dst=ff02::99  | d 192.0.2.2
            ARP request to its owner   | arp,dl_src=A,dl_dst=ff:ff:ff:ff:ff:ff,arp_op=1,arp_sha=A,arp_spa=10.0.0.2,arp_tpa=10.0.0.3 | 192.0.2.2
            ARP request here           | arp,dl_src=A,dl_dst=ff:ff:ff:ff:ff:ff,arp_op=1,arp_sha=A,arp_spa=10.0.0.2,arp_tpa=10.0.0.4 | d
            ARP for nobody             | arp,dl_src=A,dl_dst=ff:ff:ff:ff:ff:ff,arp_op=1,arp_sha=A,arp_spa=10.0.0.2,arp_tpa=10.0.0.9 | nowhere
            ARP unicast                | arp,dl_src=A,dl_dst=D,arp_op=1,arp_sha=A,arp_spa=10.0.0.2,arp_tpa=10.0.0.4 | d
            ARP reply                  | arp,dl_src=A,dl_dst=D,arp_op=2,arp_sha=A,arp_spa=10.0.0.2,arp_tpa=10.0.0.4 | d
            ARP probe for itself       | arp,dl_src=A,dl_dst=ff:ff:ff:ff:ff:ff,arp_op=1,arp_sha=A,arp_spa=0.0.0.0,arp_tpa=10.0.0.2 | nowhere
            solicitation to its owner  | ND135,dl_dst=33:33:ff:00:00:03,ipv6_src=fd00::2,ipv6_dst=ff02::1:ff00:3,nd_target=fd00::3,nd_sll=A | 192.0.2.2
            solicitation of link-local | ND135,dl_dst=33:33:ff:00:00:02,ipv6_src=fd00::2,ipv6_dst=ff02::1:ff00:2,nd_target=fe80::a00:ff:fe00:2,nd_sll=A | 192.0.2.2
            link-local, local bit set  | ND135,dl_dst=33:33:ff:00:00:04,ipv6_src=fd00::2,ipv6_dst=ff02::1:ff00:4,nd_target=fe80::800:ff:fe00:4,nd_sll=A | d
            solicitation unicast       | ND135,dl_dst=B,ipv6_src=fd00::2,ipv6_dst=fd00::3,nd_target=fd00::3,nd_sll=A | 192.0.2.2
            probe for itself           | ND135,dl_dst=33:33:ff:00:00:02,ipv6_src=::,ipv6_dst=ff02::1:ff00:2,nd_target=fd00::2 | nowhere
            advertisement              | ND136,dl_dst=B,ipv6_src=fd00::2,ipv6_dst=fd00::3,nd_target=fd00::2,nd_tll=A | 192.0.2.2
            advertisement without tll  | ND136,dl_dst=B,ipv6_src=fd00::2,ipv6_dst=fd00::3,nd_target=fd00::2         | 192.0.2.2
            listener report            | icmp6,dl_src=A,dl_dst=33:33:00:00:00:16,ipv6_src=::,ipv6_dst=ff02::16,icmpv6_type=143 | nowhere
            router solicitation        | icmp6,dl_src=A,dl_dst=33:33:00:00:00:02,ipv6_src=fd00::2,ipv6_dst=ff02::2,icmpv6_type=133 | nowhere
            """)
    void packetsGoWhereTheSliceSays(String what, String packet, String to) {
        assertThat(delivered(trace("in_port=2," + expand(packet)))).containsExactlyInAnyOrder(places(to));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # what                      | packet from a                                                            | reason
            source MAC                  | tcp,dl_src=D,dl_dst=B,nw_src=10.0.0.2,nw_dst=10.0.0.3                     | mac
            source IPv4                 | tcp,dl_src=A,dl_dst=B,nw_src=10.0.0.4,nw_dst=10.0.0.3                     | ipv4
            no address yet              | udp,dl_src=A,dl_dst=ff:ff:ff:ff:ff:ff,nw_src=0.0.0.0,nw_dst=255.255.255.255,udp_src=68,udp_dst=67 | ipv4
            source IPv6                 | tcp6,dl_src=A,dl_dst=B,ipv6_src=fd00::4,ipv6_dst=fd00::3                  | ipv6
            source fe80 of another      | tcp6,dl_src=A,dl_dst=B,ipv6_src=fe80::a00:ff:fe00:2,ipv6_dst=fd00::3      | ipv6
            ARP sender address          | arp,dl_src=A,dl_dst=B,arp_op=2,arp_sha=A,arp_spa=10.0.0.4,arp_tpa=10.0.0.3 | arp
            ARP sender MAC              | arp,dl_src=A,dl_dst=B,arp_op=2,arp_sha=D,arp_spa=10.0.0.2,arp_tpa=10.0.0.3 | arp
            ARP probe of another's      | arp,dl_src=A,dl_dst=ff:ff:ff:ff:ff:ff,arp_op=1,arp_sha=A,arp_spa=0.0.0.0,arp_tpa=10.0.0.3 | arp
            advertisement of another's  | ND136,dl_dst=B,ipv6_src=fd00::2,ipv6_dst=fd00::3,nd_target=fd00::4,nd_tll=A | nd
            advertisement, foreign tll  | ND136,dl_dst=B,ipv6_src=fd00::2,ipv6_dst=fd00::3,nd_target=fd00::2,nd_tll=D | nd
            advertisement, foreign source | ND136,dl_dst=B,ipv6_src=fd00::4,ipv6_dst=fd00::3,nd_target=fd00::2,nd_tll=A | ipv6
            solicitation, foreign sll   | ND135,dl_dst=33:33:ff:00:00:03,ipv6_src=fd00::2,ipv6_dst=ff02::1:ff00:3,nd_target=fd00::3,nd_sll=D | nd
            solicitation, foreign source | ND135,dl_dst=33:33:ff:00:00:03,ipv6_src=fd00::4,ipv6_dst=ff02::1:ff00:3,nd_target=fd00::3,nd_sll=A | ipv6
            probe of another's          | ND135,dl_dst=33:33:ff:00:00:03,ipv6_src=::,ipv6_dst=ff02::1:ff00:3,nd_target=fd00::3 | nd
            solicitation in a fragment  | ND135,dl_dst=33:33:ff:00:00:03,ipv6_src=fd00::2,ipv6_dst=ff02::1:ff00:3,nw_frag=first,nd_target=fd00::3,nd_sll=A | nd
            router advertisement        | icmp6,dl_src=A,dl_dst=33:33:00:00:00:01,ipv6_src=fe80::800:ff:fe00:1,ipv6_dst=ff02::1,icmpv6_type=134 | ra
            redirect                    | icmp6,dl_src=A,dl_dst=B,ipv6_src=fd00::2,ipv6_dst=fd00::3,icmpv6_type=137 | ra
            router advertisement first fragment | icmp6,dl_src=A,dl_dst=B,ipv6_src=fd00::2,ipv6_dst=fd00::3,nw_frag=first,icmpv6_type=134 | ra
            ICMP redirect               | icmp,dl_src=A,dl_dst=B,nw_src=10.0.0.2,nw_dst=10.0.0.3,icmp_type=5        | ra
            DHCP server reply           | udp,dl_src=A,dl_dst=B,nw_src=10.0.0.2,nw_dst=10.0.0.3,udp_src=67,udp_dst=68 | dhcp-server
            DHCP reply to a client port | udp,dl_src=A,dl_dst=B,nw_src=10.0.0.2,nw_dst=10.0.0.3,udp_src=999,udp_dst=68 | dhcp-server
            DHCP reply first fragment   | udp,dl_src=A,dl_dst=B,nw_src=10.0.0.2,nw_dst=10.0.0.3,nw_frag=first,udp_src=67,udp_dst=68 | dhcp-server
            DHCPv6 server reply         | udp6,dl_src=A,dl_dst=B,ipv6_src=fd00::2,ipv6_dst=fd00::3,udp_src=547,udp_dst=546 | dhcp-server
            VLAN tag                    | tcp,dl_src=A,dl_dst=D,dl_vlan=7,nw_src=10.0.0.2,nw_dst=10.0.0.4            | vlan
            priority tag                | tcp,dl_src=A,dl_dst=D,vlan_tci=0x1000,nw_src=10.0.0.2,nw_dst=10.0.0.4      | vlan
            MPLS                        | dl_type=0x8847,dl_src=A,dl_dst=D                                          | ethertype
            LLC                         | dl_type=0x05ff,dl_src=A,dl_dst=01:80:c2:00:00:00                          | ethertype
            header chain cut off        | ipv6,dl_src=A,dl_dst=B,ipv6_src=fd00::2,ipv6_dst=fd00::3,nw_proto=0,nw_frag=first | ipv6
            ports cut off               | udp6,dl_src=A,dl_dst=B,ipv6_src=fd00::2,ipv6_dst=fd00::3,nw_frag=first     | ipv6
            """)
    void forgeriesEndInTheirCounter(String what, String packet, String reason) {
        String trace = trace("in_port=2," + expand(packet));
        assertThat(delivered(trace)).isEmpty();
        assertThat(reason(trace)).isEqualTo(reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what               | packet from the tunnel                                                           | to or reason
            from a peer          | tun_src=192.0.2.2,tun_id=100,tcp,dl_src=B,dl_dst=A,nw_src=10.0.0.3,nw_dst=10.0.0.2 | a
            the other slice      | tun_src=192.0.2.2,tun_id=101,tcp,dl_src=B,dl_dst=A,nw_src=10.0.0.3,nw_dst=10.0.0.2 | e
            broadcast            | tun_src=192.0.2.2,tun_id=100,udp,dl_src=B,dl_dst=ff:ff:ff:ff:ff:ff,nw_src=10.0.0.3 | a d
            nobody's MAC         | tun_src=192.0.2.2,tun_id=100,tcp,dl_src=D,dl_dst=B,nw_src=10.0.0.3                 | nowhere
            an undeclared host   | tun_src=192.0.2.9,tun_id=100,tcp,dl_src=B,dl_dst=A,nw_src=10.0.0.3,nw_dst=10.0.0.2 | peer
            a VNI without members | tun_src=192.0.2.2,tun_id=102,tcp,dl_src=B,dl_dst=A,nw_src=10.0.0.3,nw_dst=10.0.0.2 | vni
            """)
    void theTunnelDeliversOnlyWhatPeersSendToMembers(String what, String packet, String expected) {
        String trace = trace("in_port=1," + expand(packet));
        String reason = reason(trace);
        if (reason.isEmpty()) {
            assertThat(delivered(trace)).containsExactlyInAnyOrder(places(expected));
        } else {
            assertThat(delivered(trace)).isEmpty();
            assertThat(reason).isEqualTo(expected);
        }
    }

    private static String[] places(String to) {
        return to.equals("nowhere") ? new String[0] : to.split(" ");
    }

    private static String expand(String packet) {
        return packet.replace("ND", "icmp6,dl_src=A,icmpv6_code=0,icmpv6_type=")
                .replaceAll("=A\\b(?!:)", "=" + A)
                .replaceAll("=B\\b(?!:)", "=" + B)
                .replaceAll("=D\\b(?!:)", "=" + D);
    }

    private String trace(String packet) {
        return ovs.appctl("ofproto/trace", "br-int", packet);
    }

    /** Names of local ports and addresses of peers that the packet leaves to; the port it came from takes nothing. */
    private static List<String> delivered(String trace) {
        String[] lines = trace.split("\n");
        List<String> out = new ArrayList<>();
        String peer = "?";
        for (int i = 0; i < lines.length; i++) {
            Matcher destination =
                    Pattern.compile("set_field:([0-9.]+)->tun_dst").matcher(lines[i]);
            if (destination.find()) {
                peer = destination.group(1);
            }
            Matcher output = OUTPUT.matcher(lines[i]);
            boolean skipped = i + 1 < lines.length && lines[i + 1].contains("skipping output to input port");
            if (output.find() && !skipped) {
                int number = Integer.parseInt(output.group(1));
                out.add(number == TUNNEL ? peer : name(number));
            }
        }
        return out;
    }

    private static String name(int number) {
        return PORTS.entrySet().stream()
                .filter(e -> e.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** The reason whose counter the packet ended in; empty where it met no flow of the drop table. */
    private static String reason(String trace) {
        Matcher matcher = Pattern.compile("^\\s*19\\. reg0=0x([0-9a-f]+),in_port=\\d+", Pattern.MULTILINE)
                .matcher(trace);
        return matcher.find()
                ? Reason.ofCode(Long.parseLong(matcher.group(1), 16))
                        .orElseThrow()
                        .text()
                : "";
    }
}
