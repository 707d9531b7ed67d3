package dev.heddle.ovs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One real Open vSwitch (ovsdb-server and ovs-vswitchd) with dummy datapaths, in a directory of its own. Needs no root;
 * bridges of every datapath type get the dummy datapath; {@link #startIn} makes one of real packets. Fails loudly where Open vSwitch is not installed.
 *
 * <p>Both processes can be killed and started again. Not thread-safe. {@link #close} ends what it started and deletes the
 * directory.
 */
public final class DummyOvs implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path SCHEMA = Path.of("/usr/share/openvswitch/vswitch.ovsschema");
    private static final Path SBIN = Path.of("/usr/sbin");

    private final Path directory;
    private final @Nullable String namespace;
    /** Whether all that a switch takes to be real is a dummy. */
    private final boolean override;

    private final Thread hook = new Thread(this::killBoth);
    private @Nullable Process ovsdb;
    private @Nullable Process vswitchd;

    private DummyOvs(Path directory, @Nullable String namespace, boolean override) {
        this.directory = directory;
        this.override = override;
        this.namespace = namespace;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a switch without bridges, whose external_ids:system-id is {@code systemId}. */
    public static DummyOvs start(String systemId) {
        return start(systemId, null, true);
    }

    /**
     * Starts a switch of real packets: with the userspace datapath, in a network namespace that is there. Needs root, and
     * leaves the namespace.
     */
    public static DummyOvs startIn(String namespace) {
        return start(namespace, namespace, false);
    }

    /**
     * Starts a switch whose bridges and interfaces are dummies only where their types say {@code dummy}; tunnels are real ones, without
     * packets.
     */
    public static DummyOvs startWithTunnels(String systemId) {
        return start(systemId, null, false);
    }

    private static DummyOvs start(String systemId, @Nullable String namespace, boolean override) {
        requireInstalled();
        try {
            DummyOvs ovs = new DummyOvs(Files.createTempDirectory("heddle-ovs-"), namespace, override);
            ovs.run(List.of(
                    "ovsdb-tool", "create", ovs.directory.resolve("conf.db").toString(), SCHEMA.toString()));
            ovs.startOvsdb();
            ovs.vsctl("--no-wait", "init");
            ovs.vsctl("--no-wait", "set", "Open_vSwitch", ".", "external_ids:system-id=" + systemId);
            ovs.startVswitchd();
            return ovs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static DummyOvs start() {
        return start("dummy");
    }

    private static void requireInstalled() {
        for (Path needed : List.of(SCHEMA, SBIN.resolve("ovs-vswitchd"), SBIN.resolve("ovsdb-server"))) {
            if (!Files.exists(needed)) {
                throw new IllegalStateException(
                        needed + " is missing: these tests need Open vSwitch (apt-get install openvswitch-switch)");
            }
        }
    }

    /** OVS_RUNDIR of this switch. */
    public Path directory() {
        return directory;
    }

    /** Where ovsdb-server listens. */
    public Path databaseSocket() {
        return directory.resolve("db.sock");
    }

    /** Where the bridge takes OpenFlow connections. */
    public Path managementSocket(String bridge) {
        return directory.resolve(bridge + ".mgmt");
    }

    /** A bridge in fail mode secure that speaks OpenFlow 1.5 only. */
    public void addBridge(String bridge) {
        vsctl(
                "add-br",
                bridge,
                "--",
                "set",
                "Bridge",
                bridge,
                "datapath_type=dummy",
                "fail_mode=secure",
                "protocols=OpenFlow15",
                "other_config:disable-in-band=true");
    }

    /** A dummy port that takes and gives no packets, with this OpenFlow number and, unless empty, external_ids:iface-id. */
    public void addPort(String bridge, String name, int number, String ifaceId) {
        List<String> args = new ArrayList<>(List.of(
                "add-port", bridge, name, "--", "set", "Interface", name, "type=dummy", "ofport_request=" + number));
        if (!ifaceId.isEmpty()) {
            args.add("external_ids:iface-id=" + ifaceId);
        }
        vsctl(args.toArray(String[]::new));
    }

    /** Runs ovs-vsctl and returns what it printed; throws with its words where it fails. */
    public String vsctl(String... args) {
        return tool(List.of("ovs-vsctl", "--timeout=30", "--db=unix:" + databaseSocket()), args);
    }

    /** Runs ovs-ofctl over OpenFlow 1.5 on this switch's bridges. */
    public String ofctl(String... args) {
        return tool(List.of("ovs-ofctl", "--timeout=30", "-O", "OpenFlow15"), args);
    }

    /** Runs ovs-appctl against this switch's ovs-vswitchd. */
    public String appctl(String... args) {
        return tool(
                List.of(
                        "ovs-appctl",
                        "--timeout=30",
                        "-t",
                        control("ovs-vswitchd").toString()),
                args);
    }

    /** A connection that runs commands of this switch's ovs-vswitchd; the caller closes it. */
    public ControlSocket control() {
        return new ControlSocket(control("ovs-vswitchd"));
    }

    /** How many messages of this kind ovs-vswitchd says that it received, since its module vconn logs to the file at dbg. */
    public long received(String kind) {
        try (Stream<String> lines = Files.lines(directory.resolve("ovs-vswitchd.log"))) {
            return lines.filter(l -> l.contains(": received: " + kind)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table of the database as ovsdb-client prints it, in JSON. */
    public String dump(String table, List<String> columns) {
        List<String> command = new ArrayList<>(List.of(
                "ovsdb-client",
                "--timeout=30",
                "-f",
                "json",
                "dump",
                "unix:" + databaseSocket(),
                "Open_vSwitch",
                table));
        command.addAll(columns);
        return run(command);
    }

    public void startOvsdb() {
        ovsdb = daemon(
                "ovsdb-server",
                databaseSocket(),
                directory.resolve("conf.db").toString(),
                "--remote=punix:" + databaseSocket(),
                "--remote=db:Open_vSwitch,Open_vSwitch,manager_options",
                "--private-key=db:Open_vSwitch,SSL,private_key",
                "--certificate=db:Open_vSwitch,SSL,certificate",
                "--ca-cert=db:Open_vSwitch,SSL,ca_cert");
    }

    public void startVswitchd() {
        List<String> arguments = new ArrayList<>(List.of("unix:" + databaseSocket()));
        if (namespace == null) {
            // before the next: a dummy does not take the place of what is disabled already
            arguments.addAll(
                    List.of(override ? "--enable-dummy=override" : "--enable-dummy", "--disable-system-route"));
        }
        arguments.add("--disable-system");
        vswitchd = daemon("ovs-vswitchd", control("ovs-vswitchd"), arguments.toArray(String[]::new));
    }

    /** SIGKILL, as a crash is. */
    public void killOvsdb() {
        ovsdb = kill(ovsdb);
    }

    /** SIGKILL, as a crash is. */
    public void killVswitchd() {
        vswitchd = kill(vswitchd);
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(directory, "*.mgmt")) {
            for (Path socket : sockets) {
                Files.delete(socket);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        killBoth();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void killBoth() {
        killVswitchd();
        killOvsdb();
    }

    private Path control(String daemon) {
        return directory.resolve(daemon + ".ctl");
    }

    private Process daemon(String name, Path ready, String... args) {
        try {
            Files.deleteIfExists(ready);
            Path log = directory.resolve(name + ".log");
            List<String> command = new ArrayList<>();
            if (namespace != null) {
                command.addAll(List.of("ip", "netns", "exec", namespace));
            }
            command.add(SBIN.resolve(name).toString());
            command.addAll(List.of(args));
            command.addAll(List.of("--unixctl=" + control(name), "--log-file=" + log, "-vconsole:off"));
            Process process = builder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve(name + ".out").toFile())
                    .start();
            await(name + " to listen", () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException(name + " ended: see " + log);
                }
                return Files.exists(ready);
            });
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Process kill(@Nullable Process process) {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
        return null;
    }

    private String tool(List<String> start, String... args) {
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of(args));
        return run(command);
    }

    private String run(List<String> command) {
        try {
            Process process = builder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OVS_RUNDIR", directory.toString());
        builder.environment().put("OVS_LOGDIR", directory.toString());
        builder.environment().put("OVS_DBDIR", directory.toString());
        builder.environment().put("OVS_SYSCONFDIR", directory.toString());
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        return builder;
    }

    /** Whether someone takes connections at a unix socket, whose file is there a moment earlier. */
    public static boolean accepts(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Polls until the condition holds; throws naming {@code what} when it takes too long. */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s for " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
