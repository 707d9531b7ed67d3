package dev.heddle.lab;

import dev.heddle.lab.os.Api;
import dev.heddle.lab.os.Await;
import dev.heddle.lab.os.LabException;
import dev.heddle.lab.os.MarkedProcesses;
import dev.heddle.lab.os.Namespaces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Brings a lab up and takes it down. */
public final class LabBuilder {
    /** The one after what serve takes by default. */
    private static final int FIRST_API_PORT = 7641;

    private static final Duration CONNECT = Duration.ofSeconds(60);
    /** Hosts made at a time: making one is mostly waiting for its daemons. */
    private static final int PARALLEL = 4;

    private final LabDirectory directory;
    private final LabNames names;
    private final Path launcher;
    private final Consumer<String> progress;

    /**
     * A builder for the lab of a directory.
     *
     * @param launcher the {@code heddle} program
     * @param progress hears one line for each step
     */
    public LabBuilder(Path directory, Path launcher, Consumer<String> progress) {
        this.directory = new LabDirectory(directory);
        this.names = LabNames.of(this.directory.root());
        this.launcher = launcher;
        this.progress = progress;
    }

    /** Makes hosts, starts the controller and returns when all hosts are connected; on failure nothing is left. */
    public Lab up(int hosts, int uplinks) {
        LabState checked = new LabState(hosts, uplinks, 0, FIRST_API_PORT);
        checkMachine();
        try (FileChannel lock = directory.openLock();
                var held = lock.lock()) {
            assert held.isValid();
            if (directory.load().isPresent()) {
                throw new LabException(
                        LabException.Reason.CONFLICT, "a lab is up in " + directory.root() + ": heddle lab down");
            }
            clean();
            try {
                return build(checked);
            } catch (RuntimeException e) {
                clean();
                throw e;
            }
        } catch (IOException e) {
            throw new LabException(LabException.Reason.FAILED, "cannot lock " + directory.root() + ": " + e);
        }
    }

    /** Removes everything that a lab of this directory made, also half of one, also without its files. */
    public void down() {
        checkRoot();
        try (FileChannel lock = directory.openLock();
                var held = lock.lock()) {
            assert held.isValid();
            clean();
            directory.clear();
        } catch (IOException e) {
            throw new LabException(LabException.Reason.FAILED, "cannot lock " + directory.root() + ": " + e);
        }
    }

    private Lab build(LabState wanted) {
        progress.accept("wiring " + wanted.hosts() + " hosts, " + wanted.uplinks() + " uplinks each");
        Lab lab = wire(wanted.hosts(), wanted.uplinks());
        LabState state = lab.state();
        progress.accept("starting the controller at " + state.server());
        lab.controller().start();
        lab.api().apply(HostManifests.of(state));
        progress.accept("starting Open vSwitch on " + String.join(", ", state.hostNames()));
        startSwitches(lab);
        awaitConnected(lab.api(), state);
        directory.save(state);
        lab.startAgent();
        return lab;
    }

    /** The namespaces and wires alone. */
    Lab wire(int hosts, int uplinks) {
        Fabric fabric = new Fabric(names);
        fabric.create(uplinks);
        int block = ControlNetwork.attach(names);
        LabState state = new LabState(hosts, uplinks, block, apiPort(block));
        fabric.attachRoot();
        Namespaces.addSilent(
                state.hostNames().stream().map(names::hostNamespace).toList());
        fabric.wire(state);
        return new Lab(directory, state, launcher);
    }

    private void startSwitches(Lab lab) {
        try (ExecutorService pool = Executors.newFixedThreadPool(PARALLEL)) {
            List<Future<?>> starts = lab.state().hostNames().stream()
                    .<Future<?>>map(host -> pool.submit(() -> {
                        directory.makeDirectory(directory.rundir(host));
                        lab.hostSwitch(host).create(ControllerProcess.manager(lab.state()));
                    }))
                    .toList();
            for (Future<?> start : starts) {
                start.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LabException known
                    ? known
                    : new LabException(LabException.Reason.FAILED, "cannot start a switch: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException(LabException.Reason.FAILED, "interrupted");
        }
    }

    private void awaitConnected(Api api, LabState state) {
        progress.accept("waiting for the hosts to connect");
        Await.until(
                CONNECT,
                () -> connected(api) >= state.hosts(),
                () -> "only " + connected(api) + " of " + state.hosts() + " hosts connected");
    }

    private static long connected(Api api) {
        return api.list("hosts").stream()
                .filter(host -> Conditions.holds(host, "Connected"))
                .map(JsonNode::toString)
                .count();
    }

    /** The controller and the agent first, so that nobody mends what is taken away. */
    private void clean() {
        MarkedProcesses.terminateAll(names.mark("agent"));
        MarkedProcesses.kill(names.mark("controller"));
        MarkedProcesses.terminateAll(names.mark(""));
        Namespaces.remove(Namespaces.list(names::owns));
        Namespaces.ipForce("", List.of("link del " + names.rootLink()));
    }

    /**
     * A port that stays the lab's own while its controller is stopped: no other lab has the same block. Any free one
     * where something else has taken it.
     */
    private static int apiPort(int controlBlock) {
        for (int port : new int[] {FIRST_API_PORT + controlBlock, 0}) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // Another program listens there.
            }
        }
        throw new LabException(LabException.Reason.FAILED, "no free port on 127.0.0.1");
    }

    private static void checkRoot() {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new LabException(
                    LabException.Reason.DENIED,
                    "a lab makes network namespaces: run it as root (sudo -E heddle lab …)");
        }
    }

    private static void checkMachine() {
        checkRoot();
        for (String program : List.of("ip", "tc", "ethtool", "setsid", "ovs-vswitchd", "ovsdb-server", "ovsdb-tool")) {
            boolean there =
                    List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin").stream()
                            .anyMatch(directory ->
                                    Path.of(directory, program).toFile().canExecute());
            if (!there) {
                throw new LabException(
                        LabException.Reason.FAILED,
                        program + " is missing: apt-get install openvswitch-switch iproute2 ethtool iputils-ping");
            }
        }
    }
}
