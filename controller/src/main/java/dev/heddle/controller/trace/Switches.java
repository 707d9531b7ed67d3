package dev.heddle.controller.trace;

import dev.heddle.compiler.Pipeline;
import dev.heddle.controller.reconcile.Installed;
import dev.heddle.controller.reconcile.PortMap;
import dev.heddle.controller.state.Traces.Cause;
import dev.heddle.flow.Field;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.flow.interpret.Tables;
import dev.heddle.model.Kind;
import dev.heddle.model.Resource;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The switches on one packet's way, each read once, and what their ports are. For one answer. */
final class Switches {
    private static final long PATIENCE_SECONDS = 10;

    /** What one host holds. */
    record Switch(String host, Tables tables, PortMap ports) {
        /** The number of a port's interface, or null where it has none here. */
        @Nullable
        Integer number(PortState port) {
            return number(new PortRef.Iface(
                    port.resource().uid().toString(), port.resource().key().path()));
        }

        /** The number of the tunnel's port, or null. */
        @Nullable
        Integer tunnel() {
            return number(Pipeline.TUNNEL_PORT);
        }

        private @Nullable Integer number(PortRef port) {
            PortRef.Numbered number = ports.number(port);
            return number == null ? null : number.value();
        }
    }

    private final Snapshot snapshot;
    private final Installed.Reader reader;
    private final Map<String, CompletableFuture<Optional<Switch>>> read = new HashMap<>();
    private final Map<IpAddress, HostState> byAddress = new HashMap<>();

    Switches(Snapshot snapshot, Installed.Reader reader) {
        this.snapshot = snapshot;
        this.reader = reader;
        for (HostState host : snapshot.hosts().values()) {
            for (HostSpec.Uplink uplink : host.spec().uplinks()) {
                byAddress.put(uplink.address(), host);
            }
        }
    }

    /** Begins to read a host's switch, which will be asked for. */
    void prepare(String host) {
        var _ = asked(host);
    }

    private CompletableFuture<Optional<Switch>> asked(String host) {
        return read.computeIfAbsent(
                host,
                name -> reader.read(name)
                        .completeOnTimeout(Optional.empty(), PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .thenApply(held ->
                                held.map(i -> new Switch(name, Tables.of(i.flows(), i.groups()), i.ports()))));
    }

    /** What a host holds; empty where it does not answer. */
    Optional<Switch> of(String host) {
        return asked(host).join();
    }

    /** The host to which a packet goes that leaves by the tunnel; null where it is none of ours. */
    @Nullable
    HostState behind(Packet packet) {
        long v4 = packet.number(Field.TUN_DST);
        if (v4 != 0) {
            return byAddress.get(IpAddress.v4((int) v4));
        }
        var v6 = packet.get(Field.TUN_IPV6_DST);
        return byAddress.get(IpAddress.v6(v6.hi(), v6.lo()));
    }

    /** A declared host; null where it is no more. */
    @Nullable
    Cause cause(String host) {
        HostState state = snapshot.hosts().get(host);
        return state == null ? null : Owners.cause(state.resource());
    }

    /** The Port that is plugged in under this number; null where nobody declared it. */
    @Nullable
    Resource plugged(Switch on, int number) {
        for (Map.Entry<String, String> entry : on.ports().names().entrySet()) {
            Integer of = on.ports().numbers().get(entry.getValue());
            if (of != null && of == number) {
                return declared(entry.getKey());
            }
        }
        return null;
    }

    private @Nullable Resource declared(String ifaceId) {
        return snapshot.list(Kind.PORT).stream()
                .filter(r ->
                        r.uid().toString().equals(ifaceId) || r.key().path().equals(ifaceId))
                .findFirst()
                .orElse(null);
    }
}
