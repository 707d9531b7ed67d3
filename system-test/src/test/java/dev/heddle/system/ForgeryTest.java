package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Wait;
import dev.heddle.system.forgery.Catalogue;
import dev.heddle.system.forgery.ControlForgeries;
import dev.heddle.system.forgery.Forgery;
import dev.heddle.system.forgery.Honest;
import dev.heddle.system.forgery.Party;
import dev.heddle.system.forgery.PortDrops;
import dev.heddle.system.forgery.Range;
import dev.heddle.system.forgery.Shot;
import dev.heddle.system.forgery.Stage;
import dev.heddle.system.wire.Address;
import dev.heddle.system.wire.Ethernet;
import dev.heddle.system.wire.RawSocket;
import dev.heddle.system.wire.Sniffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a workload sends in another's name does not leave its port, and is counted under its reason. Beside it, true
 * frames of the same kinds arrive, where they shall and nowhere else.
 */
@Tag("lab")
final class ForgeryTest {
    /** Counts are at most 5 s old. */
    private static final Duration COUNTED = Duration.ofSeconds(8);

    private static final String OWN = "mallory's own";

    @Test
    void forgedFramesStayAtTheirPort() {
        try (LabFixture lab = LabFixture.up(3, 1)) {
            Stage stage = Stage.in(lab);
            String namespace = stage.station(Stage.MALLORY).namespace();
            try (Sniffer sniffer = new Sniffer(new Random(20));
                    RawSocket socket = RawSocket.open(namespace, "eth0")) {
                stage.listen(sniffer);
                sniffer.listenToUnmarked(OWN, namespace, "eth0", RawSocket.Received::sent);
                forge(lab, stage, sniffer, socket);
            }
        }
    }

    private static void forge(LabFixture lab, Stage stage, Sniffer sniffer, RawSocket socket) {
        Range range = new Range(sniffer);
        range.fireUntilHeard(socket, honest(range, stage));
        awaitAllCounted(lab, stage, range, socket);

        PortDrops before = drops(lab);
        Map<String, Long> hostBefore = lab.metrics().drops("h1");
        long noiseBefore = sniffer.unmarked(OWN);
        List<Shot> forged = forged(range, stage);
        range.fireInOrder(socket, forged, () -> aTrueFrame(range, stage));
        range.fireUntilHeard(socket, honest(range, stage));
        assertThat(range.verdicts()).as("who heard what").isEmpty();

        Map<String, Long> sent = new TreeMap<>();
        forged.stream()
                .filter(shot -> !shot.reason().isEmpty())
                .forEach(shot -> sent.merge(shot.reason(), 1L, Long::sum));
        assertThat(sent.keySet())
                .containsExactlyInAnyOrder(
                        "mac", "ipv4", "ipv6", "arp", "nd", "ra", "dhcp-server", "vlan", "ethertype");
        boolean _ = Wait.quietly(COUNTED, () -> {
            Map<String, Long> grown = drops(lab).since(before);
            return sent.entrySet().stream()
                    .allMatch(entry -> grown.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
        });
        checkCounts(lab, sent, before, sniffer.unmarked(OWN) - noiseBefore);
        Map<String, Long> host = lab.metrics().drops("h1");
        sent.forEach((reason, count) -> assertThat(host.getOrDefault(reason, 0L))
                .as("%s of %s", reason, host)
                .isGreaterThanOrEqualTo(hostBefore.getOrDefault(reason, 0L) + count));
    }

    /** Each reason by as many as were sent for it; what the workload's kernel sent itself may come on top. */
    private static void checkCounts(LabFixture lab, Map<String, Long> sent, PortDrops before, long noise) {
        PortDrops now = drops(lab);
        Map<String, Long> grown = now.since(before);
        System.out.printf("forged %s, counted %s, own noise %d%n", sent, grown, noise);
        sent.forEach((reason, count) -> assertThat(grown.getOrDefault(reason, 0L))
                .as("%s: forged %s, counted %s", reason, sent, grown)
                .isBetween(count, count + noise));
        String described = lab.must("describe", "port", "mallory", "-t", "alpha");
        now.byReason().keySet().forEach(reason -> assertThat(described).contains(reason + ": "));
    }

    /** Waits until the port's counts hold everything that was dropped before now: until the last one is in them. */
    private static void awaitAllCounted(LabFixture lab, Stage stage, Range range, RawSocket socket) {
        byte[] own = stage.party(Stage.MALLORY).mac();
        long wanted = drops(lab).count("ethertype") + 1;
        range.fire(
                socket,
                List.of(range.load(
                        "a first forgery",
                        "ethertype",
                        Set.of(),
                        Set.of(),
                        mark -> Ethernet.frame(Ethernet.BROADCAST, own, 0x88b5, mark))));
        Wait.until(
                COUNTED,
                () -> drops(lab).count("ethertype") == wanted,
                () -> "a frame was dropped and is not counted: " + drops(lab));
    }

    private static PortDrops drops(LabFixture lab) {
        return PortDrops.of(lab, "alpha", "mallory");
    }

    private static Shot aTrueFrame(Range range, Stage stage) {
        Honest.Frame frame = Honest.of(stage.party(Stage.MALLORY), stage.party(Stage.NEAR), Set.of())
                .getFirst();
        return range.load("between forgeries, " + frame.name(), "", frame.receivers(), Set.of(), frame.marked());
    }

    private static List<Shot> honest(Range range, Stage stage) {
        List<Shot> made = new ArrayList<>();
        Set<String> members = Set.of(Stage.NEAR, Stage.FAR);
        // A kernel that wants no such datagram says so, and quotes it.
        Set<String> answers = Set.of(Stage.MALLORY, Stage.WIRES);
        for (String to : List.of(Stage.NEAR, Stage.FAR)) {
            for (Honest.Frame frame : Honest.of(stage.party(Stage.MALLORY), stage.party(to), members)) {
                made.add(range.load(frame.name(), "", frame.receivers(), answers, frame.marked()));
            }
        }
        return made;
    }

    /** Each forgery to neighbours, to an outsider and to all; control frames also to the stacks of host and controller. */
    private static List<Shot> forged(Range range, Stage stage) {
        Party mallory = stage.party(Stage.MALLORY);
        Party near = stage.party(Stage.NEAR);
        Party outside = stage.party(Stage.OUTSIDE);
        byte[] controller = stage.controller();
        Map<String, byte[]> receivers = new LinkedHashMap<>();
        receivers.put("near", near.mac());
        receivers.put("far", stage.party(Stage.FAR).mac());
        receivers.put("an outsider", outside.mac());
        receivers.put("all", Ethernet.BROADCAST);
        receivers.put("all nodes", Address.mac("33:33:00:00:00:01"));
        Map<String, byte[]> foreign4 = Map.of(
                "the gateway", Address.ip("10.9.0.1"), "an outsider", outside.ip4(), "the controller", controller);
        Map<String, byte[]> foreign6 = Map.of("the gateway", Address.ip("fd00:9::1"), "an outsider", outside.ip6());

        List<Shot> made = new ArrayList<>();
        Catalogue.of(mallory, near, foreign4, foreign6)
                .forEach(forgery -> made.addAll(loaded(range, forgery, receivers, Set.of())));
        for (Forgery forgery : ControlForgeries.from(mallory, near, controller)) {
            made.addAll(loaded(range, forgery, receivers, Set.of()));
            made.addAll(loaded(range, forgery, stage.stacks(), Set.of()));
        }
        Set<String> members = Set.of(Stage.NEAR, Stage.FAR, Stage.WIRES);
        for (Forgery forgery : ControlForgeries.towards(mallory, near, controller)) {
            made.addAll(loaded(range, forgery, Map.of("all", Ethernet.BROADCAST), members));
            made.addAll(loaded(range, forgery, stage.stacks(), Set.of()));
        }
        return made;
    }

    private static List<Shot> loaded(Range range, Forgery forgery, Map<String, byte[]> receivers, Set<String> allowed) {
        List<Shot> made = new ArrayList<>();
        receivers.forEach((whom, mac) -> made.add(range.load(
                forgery.name() + " to " + whom,
                forgery.reason(),
                Set.of(),
                allowed,
                mark -> forgery.template().frame(mac, mark))));
        return made;
    }
}
