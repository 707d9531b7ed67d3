package dev.heddle.controller.reconcile;

import static dev.heddle.ovs.testing.DummyOvs.await;

import dev.heddle.compiler.Compiler;
import dev.heddle.controller.reconcile.contract.Witness;
import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.Programs;
import dev.heddle.flow.Flow;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.PortResolver;
import dev.heddle.flow.Program;
import dev.heddle.flow.text.FlowText;
import dev.heddle.model.Resource;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.Record;
import dev.heddle.model.state.Snapshot;
import dev.heddle.model.testing.World;
import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A reconciler with a scripted state beside one real Open vSwitch, whose system-id is that of the host h1. What the switch
 * holds is judged by ovs-ofctl.
 */
final class Site implements AutoCloseable {
    static final String BRIDGE = "br-int";

    /** The same hosts in a journal that ends earlier. */
    static World older() {
        return new World().host("h1", "10.0.0.1").host("h2", "10.0.0.2");
    }

    final World world = new World().host("h1", "10.0.0.1").host("h2", "10.0.0.2");
    HostStatuses statuses = new HostStatuses();
    final ScriptedState state;
    final DummyOvs ovs = DummyOvs.start("system-h1");
    Reconciler reconciler;

    Site() {
        world.tenant("t").network("t", "n").slice("t", "s", "n", "10.9.0.0/24", "fd00:9::/64");
        state = new ScriptedState(world.image());
        reconciler = start(0, 0, false);
    }

    Reconciler start(int ovsdbPort, int openflowPort, boolean adopt) {
        try {
            return Reconciler.start(
                    new Reconciler.Settings(
                            new InetSocketAddress("127.0.0.1", ovsdbPort),
                            new InetSocketAddress("127.0.0.1", openflowPort),
                            Optional.empty(),
                            adopt),
                    state,
                    statuses,
                    Timings.NONE,
                    InstantSource.system(),
                    failure -> {
                        throw new IllegalStateException(failure);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the reconciler and starts another in its place. */
    void restart() {
        restart(state.snapshot());
    }

    /** Likewise, on this state. */
    void restart(Snapshot on) {
        int ovsdb = reconciler.ovsdbAddress().getPort();
        int openflow = reconciler.openflowAddress().getPort();
        reconciler.close();
        statuses = new HostStatuses();
        state.publish(on);
        state.restart();
        reconciler = start(ovsdb, openflow, false);
    }

    void setManager() {
        ovs.vsctl("set-manager", "tcp:127.0.0.1:" + reconciler.ovsdbAddress().getPort());
    }

    /** h1 is to be dialled at its database's socket. */
    void declareDialled() {
        HostState h1 = world.image().hosts().get("h1");
        HostSpec spec = h1.spec();
        HostSpec dialled = new HostSpec(
                spec.systemId(),
                spec.uplinks(),
                Optional.of("unix:" + ovs.databaseSocket()),
                spec.datapath(),
                spec.location(),
                spec.tunnelPort(),
                spec.capacity(),
                spec.gpuModel(),
                spec.reserved(),
                spec.state());
        Resource r = h1.resource();
        Resource changed = new Resource(
                r.key(), r.id(), r.uid(), r.labels(), r.revision(), r.created(), dialled, r.written(), r.source());
        world.replay(new Record.HostPut(changed, h1.endpoints()));
        publish();
    }

    /** The host joins, and holds its program. */
    void join() {
        setManager();
        awaitRealised();
    }

    void publish() {
        state.publish(world.image());
    }

    HostStatus status() {
        HostStatus status = statuses.get("h1");
        if (status == null) {
            throw new IllegalStateException("no status of h1");
        }
        return status;
    }

    void awaitPhase(HostStatus.Phase phase) {
        await("h1 to be " + phase, () -> statuses.get("h1") != null && status().phase() == phase);
    }

    /** Until h1 says that it is equal to the newest program. */
    void awaitRealised() {
        long revision = state.snapshot().revision();
        try {
            await(
                    "h1 to realise " + revision,
                    () -> statuses.get("h1") != null
                            && status().phase() == HostStatus.Phase.REALISED
                            && status().realised() == revision);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + ": " + statuses.get("h1"), e);
        }
    }

    /** What h1 says it has seen. */
    Witness witness() {
        String text = ovs.vsctl("get", "Bridge", BRIDGE, "external_ids:heddle-rev");
        return Witness.parse(text.strip().replace("\"", "")).orElseThrow();
    }

    /** Until h1 says that it has seen the newest revision. */
    void awaitWitness() {
        Witness newest = new Witness(state.term(), state.snapshot().revision());
        await("h1 to say " + newest, () -> witness().equals(newest));
    }

    static UUID uid(String port) {
        return UUID.nameUUIDFromBytes(("port.t/" + port).getBytes(StandardCharsets.UTF_8));
    }

    /** Declares the port, plugs it, and binds it to h1. */
    void plug(String port, int number) {
        world.port("t", port, "s");
        ovs.addPort(BRIDGE, port, number, uid(port).toString());
        world.bind("t", port, "h1");
    }

    /** What h1's program is, compiled anew, in the words of ovs-ofctl with the switch's own port numbers. */
    List<String> expectedFlows() {
        Snapshot snapshot = state.snapshot();
        Program program = new Compiler().compile(snapshot).get("h1");
        Map<PortRef, Optional<PortRef.Numbered>> asked = new HashMap<>();
        PortResolver numbers = ref -> asked.computeIfAbsent(ref, this::number).orElse(null);
        List<String> out = new ArrayList<>();
        for (Flow flow : program.flows()) {
            Flow numbered = flow.resolve(numbers);
            if (numbered != null) {
                out.add(FlowText.flow(numbered));
            }
        }
        return out;
    }

    private Optional<PortRef.Numbered> number(PortRef ref) {
        String where = switch (ref) {
            case PortRef.Iface iface -> "external_ids:iface-id=\"" + iface.ifaceId() + '"';
            case PortRef.Named named -> "name=" + named.name();
            case PortRef.Numbered n -> "ofport=" + n.value();
        };
        String number = ovs.vsctl("--bare", "--columns=ofport", "find", "Interface", where)
                .strip();
        return number.isEmpty() || number.startsWith("-")
                ? Optional.empty()
                : Optional.of(new PortRef.Numbered(Integer.parseInt(number)));
    }

    /**
     * What ovs-ofctl finds different between the switch and the program; empty if nothing. It gives nw_frag=yes from a file
     * another mask than the switch does: lines that differ in their sign only do not differ.
     */
    String difference() {
        try {
            Path file = ovs.directory().resolve("expected");
            Files.write(file, expectedFlows());
            ovs.ofctl("diff-flows", target(), file.toString());
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException e) {
            String words = String.valueOf(e.getMessage());
            String lines = words.substring(words.indexOf("expected: ") + "expected: ".length());
            Map<String, Integer> signs = new TreeMap<>();
            lines.lines().forEach(l -> signs.merge(l.substring(1), l.charAt(0) == '-' ? -1 : 1, Integer::sum));
            signs.values().removeIf(sum -> sum == 0);
            return signs.isEmpty() ? "" : words;
        }
    }

    void awaitNoDifference() {
        long deadline = System.nanoTime() + 15_000_000_000L;
        String found = difference();
        while (!found.isEmpty() && System.nanoTime() < deadline) {
            found = difference();
        }
        if (!found.isEmpty()) {
            throw new IllegalStateException("the switch differs from the program: " + found + " " + status());
        }
    }

    /** ovs-ofctl's target for the bridge. */
    String target() {
        return "unix:" + ovs.managementSocket(BRIDGE);
    }

    Programs.View view() {
        return reconciler.programs().of("h1").join().orElseThrow();
    }

    @Override
    public void close() {
        reconciler.close();
        ovs.close();
    }
}
