package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Wait;
import dev.heddle.system.forgery.Party;
import dev.heddle.system.forgery.Range;
import dev.heddle.system.forgery.Shot;
import dev.heddle.system.forgery.Stage;
import dev.heddle.system.wire.Address;
import dev.heddle.system.wire.Ethernet;
import dev.heddle.system.wire.Ip;
import dev.heddle.system.wire.RawSocket;
import dev.heddle.system.wire.Sniffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What comes through the underlay from an undeclared address, or for a segment that has no members on the host, is
 * dropped and counted; what a declared host sends for a segment with members arrives.
 */
@Tag("lab")
final class UnderlayTest {
    /** Counts are at most 5 s old. */
    private static final Duration COUNTED = Duration.ofSeconds(8);

    private static final int VXLAN_PORT = 4789;

    @Test
    void strangersAndUnknownSegmentsAreDropped() {
        try (LabFixture lab = LabFixture.up(3, 1)) {
            Stage stage = Stage.in(lab);
            try (Sniffer sniffer = new Sniffer(new Random(21));
                    RawSocket underlay = RawSocket.open(lab.names().fabricNamespace(), "under1")) {
                stage.listen(sniffer);
                inject(lab, stage, new Range(sniffer), underlay);
            }
        }
    }

    private static void inject(LabFixture lab, Stage stage, Range range, RawSocket underlay) {
        byte[] h1 = Address.ip(lab.state().underlayAddress("h1", 1));
        int vni = stage.vni("train");
        Injection injection = new Injection(lab, stage);
        range.fireUntilHeard(underlay, List.of(shot(range, "of h1", injection.from(h1, vni), Set.of(Stage.FAR))));
        Map<String, Long> before = lab.metrics().drops("h2");

        List<Shot> strange = new ArrayList<>();
        for (String stranger :
                List.of("172.30.1.77", "172.30.1.254", "10.9.0.3", lab.state().underlayAddress("h2", 1))) {
            strange.add(shot(range, "of " + stranger, injection.from(Address.ip(stranger), vni), Set.of()));
        }
        List<Shot> unknown = new ArrayList<>();
        for (int segment : new int[] {stage.vni("away"), 0, 0xffffff, vni ^ 0x800000}) {
            unknown.add(shot(range, "for VNI " + segment, injection.from(h1, segment), Set.of()));
        }
        range.fire(underlay, strange);
        range.fire(underlay, unknown);
        range.fireUntilHeard(underlay, List.of(shot(range, "of h1", injection.from(h1, vni), Set.of(Stage.FAR))));
        assertThat(range.verdicts()).isEmpty();
        Wait.until(
                COUNTED,
                () -> grown(lab, "peer", before) == strange.size() && grown(lab, "vni", before) == unknown.size(),
                () -> "h2 counts %s after %s; %d came from strangers, %d for unknown segments"
                        .formatted(lab.metrics().drops("h2"), before, strange.size(), unknown.size()));
    }

    private static Shot shot(Range range, String name, Function<byte[], byte[]> marked, Set<String> owed) {
        return range.load("VXLAN " + name, "", owed, Set.of(), marked);
    }

    private static long grown(LabFixture lab, String reason, Map<String, Long> before) {
        return lab.metrics().drops("h2").getOrDefault(reason, 0L) - before.getOrDefault(reason, 0L);
    }

    /** VXLAN towards h2 with a datagram for the port on it. */
    private static final class Injection {
        private final byte[] hostMac;
        private final byte[] h2;
        private final Party sender;
        private final Party receiver;

        Injection(LabFixture lab, Stage stage) {
            this.hostMac = Stage.mac(lab.names().hostNamespace("h2"), "br-phy");
            this.h2 = Address.ip(lab.state().underlayAddress("h2", 1));
            this.sender = stage.party(Stage.NEAR);
            this.receiver = stage.party(Stage.FAR);
        }

        Function<byte[], byte[]> from(byte[] address, int vni) {
            return mark -> {
                byte[] inner = Ethernet.frame(
                        receiver.mac(),
                        sender.mac(),
                        Ethernet.IPV4,
                        Ip.v4(sender.ip4(), receiver.ip4(), Ip.udp(sender.ip4(), receiver.ip4(), 4000, 4000, mark)));
                return Ethernet.frame(
                        hostMac,
                        Address.mac("02:00:00:00:99:01"),
                        Ethernet.IPV4,
                        Ip.v4(address, h2, Ip.udp(address, h2, 50000, VXLAN_PORT, Ethernet.vxlan(vni, inner))));
            };
        }
    }
}
