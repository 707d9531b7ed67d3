package dev.heddle.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.lab.LabNames;
import dev.heddle.lab.os.Namespaces;
import dev.heddle.lab.os.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workloads wired to hosts that have no switch: their links there are given addresses, to speak with the workload. */
@Tag("lab")
class WorkloadNetworkTest {
    private static final String UID = "6f8f0a52-0000-4000-8000-000000000001";
    private static final String WORKLOAD_MAC = "02:00:00:00:00:01";
    private static final String HOST_MAC = "02:00:00:00:00:99";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private LabNames names;
    private WorkloadNetwork network;

    @BeforeEach
    void wire() {
        names = LabNames.of(directory);
        network = new WorkloadNetwork(names);
        Namespaces.addSilent(List.of(names.fabricNamespace(), names.hostNamespace("h1"), names.hostNamespace("h2")));
    }

    @AfterEach
    void down() {
        Namespaces.remove(Namespaces.list(names::owns));
    }

    @Test
    void movesFromOneFrameToTheNextWithItsOneDevice() {
        Workload old = workload("p", UID, "h1");
        assertThat(network.create(List.of(old))).containsExactly(old);
        speakFrom("h1");
        String device = device();
        assertThat(hears("h1")).isTrue();

        Plan.Change move = new Plan.Change(old, workload("p", UID, "h2"));
        assertThat(network.reach(List.of(move))).containsExactly(move);
        assertThat(network.raise(List.of(move))).containsExactly(move);
        speakFrom("h2");
        assertThat(hears("h1")).isTrue();
        long received = received();
        assertThat(hears("h2")).isFalse();
        assertThat(received()).isGreaterThan(received);

        assertThat(network.switchOver(List.of(move))).containsExactly(move);
        assertThat(hears("h2")).isTrue();
        received = received();
        assertThat(hears("h1")).isFalse();
        assertThat(received()).isGreaterThan(received);

        network.lower(List.of(old));
        network.unwire(List.of(old));
        assertThat(hears("h2")).isTrue();
        assertThat(Namespaces.links(names.hostNamespace("h1"))).containsExactly("lo");
        assertThat(device()).isEqualTo(device);
        assertThat(Namespaces.links(names.workloadNamespace("t", "p"))).containsExactlyInAnyOrder("lo", "eth0");
    }

    @Test
    void aMoveMayChangeMtuAndAddressesToo() {
        Workload old = workload("p", UID, "h1");
        network.create(List.of(old));
        Workload to = new Workload("t", "p", UID, "h2", WORKLOAD_MAC, List.of("10.9.0.3/24"), 1400);
        List<Plan.Change> move = List.of(new Plan.Change(old, to));
        network.reach(move);
        network.raise(move);
        network.switchOver(move);
        assertThat(device()).contains("mtu 1400");
        assertThat(in(names.workloadNamespace("t", "p"), "ip", "-o", "addr", "show", "dev", "eth0"))
                .contains(" 10.9.0.3/24 ")
                .doesNotContain("10.9.0.2");
    }

    @Test
    void afterACrashInAMoveItIsWhereItWasAndNothingElseIsLeft() {
        Workload known = workload("p", UID, "h1");
        Workload unknown = workload("q", "6f8f0a52-0000-4000-8000-000000000002", "h1");
        Workload broken = workload("r", "6f8f0a52-0000-4000-8000-000000000003", "h1");
        network.create(List.of(known, unknown, broken));
        List<Plan.Change> move = List.of(new Plan.Change(known, workload("p", UID, "h2")));
        network.reach(move);
        network.raise(move);
        network.switchOver(move);
        Namespaces.ip(names.hostNamespace("h1"), List.of("link del " + broken.link()));

        assertThat(new WorkloadNetwork(names).adopt(List.of(known, broken))).containsExactly(known);

        speakFrom("h1");
        assertThat(hears("h1")).isTrue();
        assertThat(Namespaces.links(names.hostNamespace("h1"))).containsExactlyInAnyOrder("lo", known.link());
        assertThat(Namespaces.links(names.hostNamespace("h2"))).containsExactly("lo");
        assertThat(Namespaces.links(names.fabricNamespace()))
                .containsExactlyInAnyOrder("lo", known.jack(), known.lead());
        assertThat(Namespaces.list(name -> name.startsWith(names.workloadPrefix())))
                .containsExactly(names.workloadNamespace("t", "p"));
    }

    @Test
    void removingLeavesNothing() {
        Workload one = workload("p", UID, "h1");
        network.create(List.of(one));
        network.remove(List.of(one));
        assertThat(Namespaces.links(names.fabricNamespace())).containsExactly("lo");
        assertThat(Namespaces.links(names.hostNamespace("h1"))).containsExactly("lo");
        assertThat(network.create(List.of(one))).containsExactly(one);
    }

    private static Workload workload(String port, String uid, String host) {
        return new Workload("t", port, uid, host, WORKLOAD_MAC, List.of("10.9.0.2/24"), 1450);
    }

    private void speakFrom(String host) {
        String link = LabNames.workloadLink(UID);
        Namespaces.ip(
                names.hostNamespace(host),
                List.of(
                        "link set dev " + link + " address " + HOST_MAC,
                        "addr add 10.9.0.99/24 dev " + link,
                        "neigh add 10.9.0.2 lladdr " + WORKLOAD_MAC + " dev " + link));
    }

    /** Whether the workload's answer comes back to that host. */
    private boolean hears(String host) {
        return Shell.attempt(
                        "ip",
                        "netns",
                        "exec",
                        names.hostNamespace(host),
                        "ping",
                        "-n",
                        "-c",
                        "1",
                        "-W",
                        "1",
                        "10.9.0.2")
                .ok();
    }

    private long received() {
        return Long.parseLong(in(names.workloadNamespace("t", "p"), "cat", "/sys/class/net/eth0/statistics/rx_packets")
                .strip());
    }

    private String device() {
        return in(names.workloadNamespace("t", "p"), "ip", "-o", "link", "show", "dev", "eth0");
    }

    private static String in(String namespace, String... command) {
        return Shell.run(Stream.concat(Stream.of("ip", "netns", "exec", namespace), Stream.of(command))
                .toArray(String[]::new));
    }
}
