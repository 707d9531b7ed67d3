package dev.heddle.lab;

import dev.heddle.lab.HostSwitch.Daemon;
import dev.heddle.lab.os.Api;
import dev.heddle.lab.os.LabException;
import dev.heddle.lab.os.MarkedProcesses;
import dev.heddle.lab.os.Namespaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A lab that is up. Made by {@link LabBuilder#up}, found again by {@link #open}. */
public final class Lab {
    private final LabDirectory directory;
    private final LabNames names;
    private final LabState state;
    private final Path launcher;

    Lab(LabDirectory directory, LabState state, Path launcher) {
        this.directory = directory;
        this.names = LabNames.of(directory.root());
        this.state = state;
        this.launcher = launcher;
    }

    /**
     * The lab of a directory.
     *
     * @param launcher the {@code heddle} program, which runs the controller
     * @throws LabException ({@code NOT_FOUND}) if none is up there
     */
    public static Lab open(Path directory, Path launcher) {
        LabDirectory files = new LabDirectory(directory);
        LabState state = files.load()
                .orElseThrow(() -> new LabException(
                        LabException.Reason.NOT_FOUND, "no lab is up in " + files.root() + ": heddle lab up"));
        return new Lab(files, state, launcher);
    }

    public LabState state() {
        return state;
    }

    public LabNames names() {
        return names;
    }

    public LabDirectory directory() {
        return directory;
    }

    public Api api() {
        return new Api(state.server());
    }

    /** Something that can be stopped and started. */
    public sealed interface Target {
        /** The controller. */
        record Controller() implements Target {}

        /** Programs of a host. */
        record Switch(String host, boolean vswitchd, boolean ovsdb) implements Target {}
    }

    /** Reads {@code controller}, {@code HOST}, {@code HOST/vswitchd} or {@code HOST/ovsdb}. */
    public Target target(String text) {
        if (text.equals("controller")) {
            return new Target.Controller();
        }
        int slash = text.indexOf('/');
        String host = checkHost(slash < 0 ? text : text.substring(0, slash));
        String program = slash < 0 ? "" : text.substring(slash + 1);
        return switch (program) {
            case "" -> new Target.Switch(host, true, true);
            case "vswitchd" -> new Target.Switch(host, true, false);
            case "ovsdb" -> new Target.Switch(host, false, true);
            default ->
                throw new LabException(
                        LabException.Reason.BAD_INPUT, text + ": a host has vswitchd and ovsdb, not " + program);
        };
    }

    /** Ends a target's processes, with SIGTERM, or SIGKILL where {@code kill}. */
    public void stop(Target target, boolean kill) {
        switch (target) {
            case Target.Controller() -> controller().stop(kill);
            case Target.Switch(String host, boolean vswitchd, boolean ovsdb) -> {
                if (vswitchd) {
                    hostSwitch(host).stop(Daemon.VSWITCHD, kill);
                }
                if (ovsdb) {
                    hostSwitch(host).stop(Daemon.OVSDB, kill);
                }
            }
        }
    }

    /** Starts what of a target does not run; returns when it is ready. */
    public void start(Target target) {
        switch (target) {
            case Target.Controller() -> controller().start();
            case Target.Switch(String host, boolean vswitchd, boolean ovsdb) -> {
                if (ovsdb) {
                    hostSwitch(host).start(Daemon.OVSDB);
                }
                if (vswitchd) {
                    hostSwitch(host).start(Daemon.VSWITCHD);
                }
            }
        }
    }

    /** Drops all packets of a host, of its control connections, its underlays, or both. */
    public void cut(String host, boolean control, boolean underlay) {
        String checked = checkHost(host);
        networks(control, underlay).forEach(network -> new Fabric(names).cut(state, checked, network));
    }

    /** Undoes {@link #cut}. */
    public void heal(String host, boolean control, boolean underlay) {
        String checked = checkHost(host);
        networks(control, underlay).forEach(network -> new Fabric(names).heal(state, checked, network));
    }

    public LabStatus status() {
        List<LabStatus.Host> hosts = new ArrayList<>();
        for (String host : state.hostNames()) {
            hosts.add(new LabStatus.Host(
                    host,
                    names.hostNamespace(host),
                    directory.rundir(host).toString(),
                    orNull(hostSwitch(host).pid(Daemon.VSWITCHD)),
                    orNull(hostSwitch(host).pid(Daemon.OVSDB))));
        }
        return new LabStatus(new LabStatus.Controller(orNull(controller().pid()), state.server()), hosts);
    }

    /** The program and arguments that run a command in a host's namespace, with OVS_RUNDIR set. */
    public List<String> hostCommand(String host, List<String> command) {
        List<String> line = new ArrayList<>(List.of(
                "ip",
                "netns",
                "exec",
                names.hostNamespace(checkHost(host)),
                "env",
                "OVS_RUNDIR=" + directory.rundir(host)));
        line.addAll(command);
        return line;
    }

    /** The program and arguments that run a command in the workload namespace of {@code TENANT/PORT}. */
    public List<String> workloadCommand(String port, List<String> command) {
        int slash = port.indexOf('/');
        if (slash < 0) {
            throw new LabException(LabException.Reason.BAD_INPUT, port + ": name it TENANT/PORT");
        }
        String namespace = names.workloadNamespace(port.substring(0, slash), port.substring(slash + 1));
        if (!Namespaces.exists(namespace)) {
            throw new LabException(
                    LabException.Reason.NOT_FOUND,
                    "port " + port + " has no workload here: it does not exist, or names no host of this lab");
        }
        List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        line.addAll(command);
        return line;
    }

    ControllerProcess controller() {
        return new ControllerProcess(names, state, directory, launcher);
    }

    HostSwitch hostSwitch(String host) {
        return new HostSwitch(names, state, directory, host);
    }

    /** Starts the process that gives ports their workloads. */
    void startAgent() {
        String mark = names.mark("agent");
        if (MarkedProcesses.find(mark).isEmpty()) {
            var _ = MarkedProcesses.start(
                    mark,
                    directory.log("agent").toFile(),
                    List.of(
                            launcher.toString(),
                            "lab",
                            "agent",
                            "--dir",
                            directory.root().toString()));
        }
    }

    private String checkHost(String host) {
        if (!state.hostNames().contains(host)) {
            throw new LabException(LabException.Reason.NOT_FOUND, host + ": this lab has h1 to h" + state.hosts());
        }
        return host;
    }

    private static Set<Fabric.Network> networks(boolean control, boolean underlay) {
        EnumSet<Fabric.Network> chosen = EnumSet.noneOf(Fabric.Network.class);
        if (control || !underlay) {
            chosen.add(Fabric.Network.CONTROL);
        }
        if (underlay || !control) {
            chosen.add(Fabric.Network.UNDERLAY);
        }
        return chosen;
    }

    private static @Nullable Long orNull(OptionalLong pid) {
        return pid.isPresent() ? pid.getAsLong() : null;
    }
}
