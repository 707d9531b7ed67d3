package dev.heddle.ovs.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.testing.DummyOvs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Frames, made by hand after RFC 826 and RFC 4861, go into a real ovs-vswitchd; what comes out of the port is read from its
 * capture. Whatever is not exactly a usual solicitation gets no answer.
 */
final class AnswersTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String ASKER = "020000000001";
    private static final String ASKER6 = "fd070000000000000000000000000001";
    private static final String VIP6 = "fd070000000000000000000000000100";
    private static final String SOURCE_OPTION = "0101" + ASKER;

    private DummyOvs ovs;
    private VirtualSwitch on;
    private VirtualNetworkFunction function;

    @BeforeEach
    void start() {
        ovs = DummyOvs.start();
        List<PortSpec> ports =
                List.of(PortSpec.access("member", 20), PortSpec.access("other", 30), PortSpec.trunk("trunk"));
        on = VirtualSwitch.create(SwitchAddress.of("unix:" + ovs.databaseSocket()), "answers", ports, Datapath.BEST);
        for (PortSpec port : ports) {
            ovs.vsctl("set", "Interface", port.name(), "options:tx_pcap=" + capture(port.name()));
        }
        function = VirtualNetworkFunction.create(
                on, "fn", List.of(InetAddress.ofLiteral("10.7.0.100"), InetAddress.ofLiteral("fd07::100")), 20);
    }

    @AfterEach
    void stop() {
        on.close();
        ovs.close();
    }

    private Path capture(String port) {
        return ovs.directory().resolve(port + ".pcap");
    }

    private void send(String port, String frame) {
        ovs.appctl("netdev-dummy/receive", port, frame);
    }

    private static String arp() {
        return "ffffffffffff" + ASKER + "0806" + "0001080006040001" + ASKER + "0a070001" + "000000000000" + "0a070064";
    }

    private static String solicitation(String from, int hopLimit, String options) {
        byte[] body = HEX.parseHex("8700000000000000" + VIP6 + options);
        byte[] to = HEX.parseHex("ff0200000000000000000001ff000100");
        int sum = checksum(HEX.parseHex(from), to, body);
        body[2] = (byte) (sum >>> 8);
        body[3] = (byte) sum;
        return "3333ff000100" + ASKER + "86dd" + "60000000" + "%04x3a%02x".formatted(body.length, hopLimit) + from
                + HEX.formatHex(to) + HEX.formatHex(body);
    }

    private static String tagged(String frame, int vlan) {
        return frame.substring(0, 24) + "8100%04x".formatted(vlan) + frame.substring(24);
    }

    /** RFC 4443 section 2.3. */
    private static int checksum(byte[] from, byte[] to, byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(from);
        all.writeBytes(to);
        all.writeBytes(ByteBuffer.allocate(8).putInt(body.length).putInt(58).array());
        all.writeBytes(body);
        ByteBuffer words = ByteBuffer.wrap(Arrays.copyOf(all.toByteArray(), (all.size() + 1) / 2 * 2));
        int sum = 0;
        while (words.hasRemaining()) {
            sum += words.getShort() & 0xffff;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return ~sum & 0xffff;
    }

    /** What has come out of a port, in hexadecimal digits. */
    private List<String> frames(String port) {
        try {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(capture(port))).order(ByteOrder.LITTLE_ENDIAN);
            List<String> out = new ArrayList<>();
            file.position(Math.min(24, file.limit()));
            while (file.remaining() >= 16) {
                int length = file.getInt(file.position() + 8);
                if (file.remaining() < 16 + length) {
                    break;
                }
                out.add(HEX.formatHex(file.array(), file.position() + 16, file.position() + 16 + length));
                file.position(file.position() + 16 + length);
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String mac() {
        return function.mac().replace(":", "");
    }

    /** An answer to ARP, which comes after all that was asked before it on that port. */
    private void awaitLast(String port, String request, int answers) {
        send(port, request);
        DummyOvs.await(answers + " answers at " + port, () -> frames(port).size() >= answers);
        assertThat(frames(port)).hasSize(answers);
    }

    @Test
    void arp_is_answered_with_the_ports_mac() {
        awaitLast("member", arp(), 1);
        assertThat(frames("member"))
                .containsExactly(ASKER + mac() + "0806" + "0001080006040002" + mac() + "0a070064" + ASKER + "0a070001");
    }

    @Test
    void a_solicitation_becomes_an_advertisement() {
        send("member", solicitation(ASKER6, 255, SOURCE_OPTION));
        awaitLast("member", arp(), 2);
        String answer = frames("member").getFirst();
        assertThat(answer)
                .startsWith(ASKER + mac() + "86dd" + "60000000" + "00203aff" + VIP6 + ASKER6 + "8800")
                .endsWith("60000000" + VIP6 + "0201" + mac());
        byte[] body = HEX.parseHex(answer.substring(2 * (14 + 40)));
        // A right sum, added up with itself, leaves nothing.
        assertThat(checksum(HEX.parseHex(VIP6), HEX.parseHex(ASKER6), body)).isZero();
    }

    @Test
    void other_solicitations_get_no_answer() {
        send("member", solicitation(ASKER6, 255, ""));
        send("member", solicitation(ASKER6, 255, "0e01" + ASKER));
        send("member", solicitation(ASKER6, 255, SOURCE_OPTION + SOURCE_OPTION));
        send("member", solicitation(ASKER6, 255, "0e01" + ASKER + SOURCE_OPTION));
        send("member", solicitation(ASKER6, 254, SOURCE_OPTION));
        send("member", solicitation("00000000000000000000000000000000", 255, "0e01" + ASKER));
        awaitLast("member", arp(), 1);
    }

    @Test
    void a_trunk_gets_answers_in_the_functions_vlan_and_with_its_tag() {
        send("trunk", solicitation(ASKER6, 255, SOURCE_OPTION));
        send("trunk", tagged(solicitation(ASKER6, 255, SOURCE_OPTION), 30));
        send("trunk", tagged(solicitation(ASKER6, 255, SOURCE_OPTION + SOURCE_OPTION), 20));
        send("trunk", tagged(solicitation(ASKER6, 255, SOURCE_OPTION), 20));
        awaitLast("trunk", tagged(arp(), 20), 2);
        assertThat(frames("trunk")).allMatch(frame -> frame.startsWith(ASKER + mac() + "81000014"));
        assertThat(frames("trunk").getFirst()).contains("86dd").endsWith("0201" + mac());
    }

    @Test
    void another_vlan_gets_none() {
        VirtualNetworkFunction there =
                VirtualNetworkFunction.create(on, "fn30", List.of(InetAddress.ofLiteral("10.7.0.100")), 30);
        send("other", solicitation(ASKER6, 255, SOURCE_OPTION));
        awaitLast("other", arp(), 1);
        assertThat(frames("other").getFirst()).contains(there.mac().replace(":", ""));
        assertThat(frames("member")).isEmpty();
    }
}
