package dev.heddle.system.lone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.lab.os.Namespaces;
import dev.heddle.lab.os.Shell;
import dev.heddle.ovs.sdk.SwitchAddress;
import dev.heddle.ovs.testing.DummyOvs;
import dev.heddle.system.fixture.Command;
import dev.heddle.system.fixture.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real Open vSwitch in a network namespace of its own, and stations in others, each with a cable to the switch's. Station n has
 * MAC 02:00:00:00:00:0n, 10.7.0.n/24 and fd07::n/64; its cable ends in the switch's namespace as device {@code cable<n>}. Names
 * carry this process's id.
 */
final class LoneLab implements AutoCloseable {
    private final String prefix = "hsw" + ProcessHandle.current().pid();
    private final List<String> namespaces = new ArrayList<>();
    private final List<Process> servers = new ArrayList<>();
    private final DummyOvs ovs;

    private LoneLab(int stations) {
        namespaces.add(switchNamespace());
        for (int n = 1; n <= stations; n++) {
            namespaces.add(station(n));
        }
        Namespaces.addSilent(List.of(switchNamespace()));
        Namespaces.add(namespaces.subList(1, namespaces.size()));
        for (int n = 1; n <= stations; n++) {
            Namespaces.ip(
                    station(n),
                    List.of(
                            "link set lo up",
                            "link add eth0 address 02:00:00:00:00:0" + n + " type veth peer name " + cable(n)
                                    + " netns " + switchNamespace(),
                            "addr add 10.7.0." + n + "/24 dev eth0",
                            "addr add fd07::" + n + "/64 dev eth0 nodad",
                            "link set eth0 up"));
            Namespaces.ip(switchNamespace(), List.of("link set " + cable(n) + " up"));
            var _ = Shell.run("ip", "netns", "exec", station(n), "ethtool", "-K", "eth0", "tx", "off");
        }
        ovs = DummyOvs.startIn(switchNamespace());
    }

    static LoneLab up(int stations) {
        assumeTrue(Files.isWritable(Path.of("/run")), "lab tests need root");
        return new LoneLab(stations);
    }

    static String cable(int station) {
        return "cable" + station;
    }

    String station(int n) {
        return prefix + "-" + n;
    }

    private String switchNamespace() {
        return prefix + "-sw";
    }

    DummyOvs ovs() {
        return ovs;
    }

    SwitchAddress address() {
        return SwitchAddress.of(ovsdb());
    }

    String ovsdb() {
        return "unix:" + ovs.databaseSocket();
    }

    /** Runs a program at a station, for at most a minute. */
    Result at(int n, String... command) {
        List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", station(n)));
        line.addAll(List.of(command));
        return Command.run(Duration.ofMinutes(1), Map.of(), "", line);
    }

    /** Whether a station's pings, three of them, are all answered, once each. */
    boolean pings(int n, String address) {
        Result result = at(n, "ping", "-c", "3", "-i", "0.2", "-W", "1", "-q", address);
        return result.out().contains("3 packets transmitted, 3 received, 0% packet loss");
    }

    /** A station answers on a TCP port with its number, and ends each connection when the client does. */
    void serve(int n, String address, int port) {
        String program = """
                import socket, threading
                def serve(c):
                    c.sendall(b"%d")
                    while c.recv(100):
                        pass
                    c.close()
                s = socket.create_server(("%s", %d), family=socket.AF_INET%s, backlog=512)
                print("ready", flush=True)
                while True:
                    threading.Thread(target=serve, args=(s.accept()[0],)).start()
                """.formatted(n, address, port, address.contains(":") ? "6" : "");
        servers.add(start(n, program));
    }

    /** Runs a Python program at a station, and waits for its first line. */
    Process start(int n, String program) {
        try {
            Process process = new ProcessBuilder("ip", "netns", "exec", station(n), "python3", "-c", program)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var _ = process.inputReader().readLine();
            return process;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Which station answered each of so many connections that a station makes; {@code ?} where none did. */
    List<String> connect(int n, String address, int port, int times) {
        String program = """
                import socket
                for i in range(%d):
                    try:
                        c = socket.create_connection(("%s", %d), timeout=2)
                        print(c.recv(9).decode())
                        c.close()
                    except OSError:
                        print("?")
                """.formatted(times, address, port);
        Result result = at(n, "python3", "-c", program);
        if (!result.ok()) {
            throw new AssertionError(result);
        }
        return result.out().lines().toList();
    }

    @Override
    public void close() {
        servers.forEach(Process::destroyForcibly);
        ovs.close();
        Namespaces.remove(namespaces);
    }
}
