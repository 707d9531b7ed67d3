package dev.heddle.lab;

import dev.heddle.lab.os.Await;
import dev.heddle.lab.os.MarkedProcesses;
import dev.heddle.lab.os.Namespaces;
import dev.heddle.lab.os.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The Open vSwitch of one host: an ovsdb-server and an ovs-vswitchd with a run directory of their own. */
final class HostSwitch {
    private static final Duration START = Duration.ofSeconds(20);
    private static final String SCHEMA = "/usr/share/openvswitch/vswitch.ovsschema";

    private final LabNames names;
    private final LabState state;
    private final String host;
    private final Path rundir;

    HostSwitch(LabNames names, LabState state, LabDirectory directory, String host) {
        this.names = names;
        this.state = state;
        this.host = host;
        this.rundir = directory.rundir(host);
    }

    /** The two programs. */
    enum Daemon {
        OVSDB("ovsdb"),
        VSWITCHD("vswitchd");

        private final String role;

        Daemon(String role) {
            this.role = role;
        }
    }

    /** Its process, if it runs. */
    OptionalLong pid(Daemon daemon) {
        return MarkedProcesses.find(mark(daemon));
    }

    /** First start: database, identity, underlay bridges; the manager last, so that all is there when it dials. */
    void create(String manager) {
        var _ = Shell.run("ovsdb-tool", "create", database(), SCHEMA);
        startOvsdb();
        vsctl("--no-wait", "set", "Open_vSwitch", ".", "external_ids:system-id=" + host);
        startVswitchd();
        vsctl("set-manager", manager);
    }

    void start(Daemon daemon) {
        if (pid(daemon).isPresent()) {
            return;
        }
        switch (daemon) {
            case OVSDB -> startOvsdb();
            case VSWITCHD -> startVswitchd();
        }
    }

    void stop(Daemon daemon, boolean kill) {
        if (kill) {
            MarkedProcesses.kill(mark(daemon));
        } else {
            MarkedProcesses.terminate(mark(daemon));
        }
    }

    private void startOvsdb() {
        daemon(
                Daemon.OVSDB,
                List.of(
                        "ovsdb-server",
                        database(),
                        "--remote=punix:" + rundir.resolve("db.sock"),
                        "--remote=db:Open_vSwitch,Open_vSwitch,manager_options",
                        "--pidfile",
                        "--no-chdir",
                        "--log-file=" + rundir.resolve("ovsdb-server.log"),
                        "-vconsole:off"));
        Path socket = rundir.resolve("db.sock");
        Await.until(START, () -> Files.exists(socket) && vsctlWorks(), () -> host + ": ovsdb-server does not answer");
    }

    private void startVswitchd() {
        daemon(
                Daemon.VSWITCHD,
                List.of(
                        "ovs-vswitchd",
                        "unix:" + rundir.resolve("db.sock"),
                        "--pidfile",
                        "--no-chdir",
                        "--log-file=" + rundir.resolve("ovs-vswitchd.log"),
                        "-vconsole:off"));
        addUnderlay();
    }

    /** The addresses go with vswitchd, whose tap devices hold them: set at each start. */
    private void addUnderlay() {
        List<String> rows = new ArrayList<>();
        for (int n : state.uplinkNumbers()) {
            rows.addAll(List.of(
                    "--",
                    "--may-exist",
                    "add-br",
                    bridge(n),
                    "--",
                    "set",
                    "Bridge",
                    bridge(n),
                    "datapath_type=netdev",
                    "fail_mode=standalone",
                    "--",
                    "--may-exist",
                    "add-port",
                    bridge(n),
                    "uplink" + n));
        }
        vsctl(rows.toArray(String[]::new));
        String namespace = names.hostNamespace(host);
        List<String> lines = new ArrayList<>();
        for (int n : state.uplinkNumbers()) {
            lines.add("addr replace " + state.underlayAddress(host, n) + "/" + LabState.UNDERLAY_LENGTH + " dev "
                    + bridge(n));
            lines.add("link set " + bridge(n) + " up");
        }
        Namespaces.ip(namespace, lines);
    }

    /** One uplink needs no number. */
    private String bridge(int uplink) {
        return state.uplinks() == 1 ? "br-phy" : "br-phy" + uplink;
    }

    private void daemon(Daemon daemon, List<String> command) {
        List<String> line = new ArrayList<>(List.of(
                "ip",
                "netns",
                "exec",
                names.hostNamespace(host),
                "env",
                "OVS_RUNDIR=" + rundir,
                "OVS_SYSCONFDIR=" + rundir));
        line.addAll(command);
        var _ = MarkedProcesses.start(mark(daemon), rundir.resolve("start.log").toFile(), line);
    }

    private boolean vsctlWorks() {
        return Shell.attempt("ovs-vsctl", "--db=" + socket(), "--no-wait", "--timeout=2", "show")
                .ok();
    }

    private void vsctl(String... arguments) {
        List<String> line = new ArrayList<>(List.of("ovs-vsctl", "--db=" + socket(), "--timeout=20"));
        line.addAll(List.of(arguments));
        var _ = Shell.run(line.toArray(String[]::new));
    }

    private String socket() {
        return "unix:" + rundir.resolve("db.sock");
    }

    private String database() {
        return rundir.resolve("conf.db").toString();
    }

    private String mark(Daemon daemon) {
        return names.mark(host + "/" + daemon.role);
    }
}
