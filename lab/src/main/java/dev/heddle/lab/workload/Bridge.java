package dev.heddle.lab.workload;

import dev.heddle.lab.os.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The workload side of one host's br-int: what is plugged into it. */
final class Bridge {
    private static final String NAME = "br-int";

    private final Path rundir;
    private final Path socket;

    /** The bridge of the host with that OVS_RUNDIR. */
    Bridge(Path rundir) {
        this.rundir = rundir;
        this.socket = rundir.resolve("db.sock");
    }

    Path socket() {
        return socket;
    }

    /** Names of the workload links in it; empty while there is no bridge, or no database to ask. */
    Optional<Set<String>> plugged() {
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        Shell.Result ports = Shell.attempt("ovs-vsctl", "--db=unix:" + socket, "--timeout=3", "list-ports", NAME);
        if (!ports.ok()) {
            return Optional.empty();
        }
        Set<String> names = new LinkedHashSet<>();
        ports.output().lines().filter(Bridge::isWorkload).forEach(names::add);
        return Optional.of(names);
    }

    /** Makes the workload links in it those of these workloads, in one transaction; false if that failed. */
    boolean plug(Collection<Workload> wanted) {
        Optional<Set<String>> plugged = plugged();
        if (plugged.isEmpty()) {
            return false;
        }
        List<String> line = new ArrayList<>();
        Set<String> foreign = new LinkedHashSet<>(plugged.get());
        for (Workload w : wanted) {
            if (!foreign.remove(w.link())) {
                line.addAll(add(w));
            }
        }
        foreign.forEach(link -> line.addAll(List.of("--", "--if-exists", "del-port", NAME, link)));
        return transact(line);
    }

    /** Plugs these beside what is plugged. */
    boolean plugAlso(Collection<Workload> workloads) {
        return transact(workloads.stream().flatMap(w -> add(w).stream()).toList());
    }

    private static List<String> add(Workload w) {
        return List.of(
                "--",
                "--may-exist",
                "add-port",
                NAME,
                w.link(),
                "--",
                "set",
                "Interface",
                w.link(),
                "external_ids:iface-id=" + w.uid(),
                "external_ids:attached-mac=" + quote(w.mac()));
    }

    /** Tells OVS of another MAC. */
    boolean rename(Workload changed) {
        return transact(List.of(
                "--",
                "--if-exists",
                "set",
                "Interface",
                changed.link(),
                "external_ids:attached-mac=" + quote(changed.mac())));
    }

    /**
     * Returns when the switch forwards as its flows say: what it remembers of packets seen before follows them with some
     * delay. At once where no switch runs.
     */
    void revalidate() {
        tell("revalidator/wait");
    }

    /** Returns when the switch has heard of the links that were made before. At once where no switch runs. */
    void settle() {
        tell("version");
    }

    private void tell(String command) {
        var _ = Shell.attempt("env", "OVS_RUNDIR=" + rundir, "ovs-appctl", "--timeout=3", command);
    }

    private boolean transact(List<String> arguments) {
        if (arguments.isEmpty()) {
            return true;
        }
        List<String> line = new ArrayList<>(List.of("ovs-vsctl", "--db=unix:" + socket, "--timeout=10", "--no-wait"));
        line.addAll(arguments);
        return Shell.attempt(line.toArray(String[]::new)).ok();
    }

    private static String quote(String text) {
        return "\"" + text + "\"";
    }

    private static boolean isWorkload(String port) {
        return port.matches("w[0-9a-z]{12}");
    }
}
