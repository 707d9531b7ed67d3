package dev.heddle.simulator.whole;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets acts happen. */
final class Director {
    private final Simulation simulation;

    Director(Simulation simulation) {
        this.simulation = simulation;
    }

    void perform(Act act) {
        unhealthy(act).ifPresent(simulation.watch()::unhealthy);
        switch (act) {
            case Act.Apply(List<Declared> objects) -> apply(objects);
            case Act.DeletePort(int tenant, int port) -> delete(List.of(port(tenant, port)));
            case Act.DeleteSlice(int tenant, int slice) -> deleteSlice(tenant, slice);
            case Act.DeleteHost(int host) -> deleteHost(simulation.host(host));
            case Act.Plug(int host, int tenant, int port, boolean byUid) ->
                plug(simulation.host(host), tenant, port, byUid);
            case Act.Unplug(int host, int tenant, int port) -> unplug(simulation.host(host), tenant, port);
            case Act.UnplugElsewhere(int host, int tenant, int port) ->
                simulation.hosts().stream()
                        .filter(h -> !h.equals(simulation.host(host)))
                        .filter(h -> !h.ifaces(iface(tenant, port)).isEmpty())
                        .forEach(h -> unplug(h, tenant, port));
            case Act.PlugStranger(int host) -> simulation.host(host).plug("stranger", "nobody");
            case Act.CutBridge(int host) -> simulation.host(host).cutBridge();
            case Act.CutDatabase(int host) -> simulation.host(host).cutDatabase();
            case Act.Partition(int host, int millis) ->
                simulation.host(host).link().partition(nanos(millis));
            case Act.Slow(int host, int factor, int millis) ->
                simulation.host(host).link().slow(factor, nanos(millis));
            case Act.Repeat(int host, int answers) ->
                simulation.host(host).link().repeat(answers);
            case Act.RestartSwitch(int host) -> trouble(simulation.host(host)).restartSwitch();
            case Act.LoseTunnelNumber(int host) ->
                trouble(simulation.host(host)).loseTunnelNumber();
            case Act.RestartDatabase(int host) -> simulation.host(host).restartDatabase();
            case Act.RefuseBundle(int host, int message) ->
                trouble(simulation.host(host)).refuse(message);
            case Act.ForeignFlow(int host, int pick) -> foreignFlow(simulation.host(host), pick);
            case Act.ForeignRow(int host, Act.Place place, int pick) ->
                simulation.host(host).changeRows(place, pick);
            case Act.Edit(int host, Act.Hand how, int pick) ->
                trouble(simulation.host(host)).edit(how, pick);
            case Act.Crash(Act.Moment moment, int millis) -> crash(moment, nanos(millis));
            case Act.DiskFull(int millis) -> simulation.disk().fill(Duration.ofMillis(millis));
            case Act.ClockJump(int millis) -> simulation.time().jump(Duration.ofMillis(millis));
        }
    }

    /** How long the act keeps hosts and controller from working together. */
    private static OptionalLong unhealthy(Act act) {
        return switch (act) {
            case Act.Partition(int _, int millis) -> OptionalLong.of(nanos(millis));
            case Act.Slow(int _, int _, int millis) -> OptionalLong.of(nanos(millis));
            case Act.Crash(Act.Moment _, int millis) -> OptionalLong.of(nanos(millis));
            case Act.DiskFull(int millis) -> OptionalLong.of(nanos(millis));
            case Act.CutBridge _, Act.CutDatabase _, Act.Repeat _, Act.RestartDatabase _, Act.ClockJump _ ->
                OptionalLong.of(0);
            default -> OptionalLong.empty();
        };
    }

    private SimulatedHost trouble(SimulatedHost host) {
        simulation.watch().trouble(host.name());
        return host;
    }

    private void apply(List<Declared> objects) {
        for (Declared object : objects) {
            switch (object) {
                case Declared.Host host -> trouble(simulation.host(host.host()));
                case Declared.Tenant _, Declared.Network _, Declared.Slice _, Declared.Port _ -> {}
            }
        }
        Life life = simulation.life();
        if (life != null) {
            simulation.promises().apply(life.state(), Declared.read(objects));
        }
    }

    private void delete(List<ObjectKey> keys) {
        keys.forEach(key -> simulation.watch().trouble(key.path()));
        Life life = simulation.life();
        if (life != null) {
            simulation.promises().delete(life.state(), keys);
        }
    }

    private void deleteSlice(int tenant, int slice) {
        ObjectKey key = ObjectKey.of(Kind.SLICE, Declared.tenantName(tenant), Declared.sliceName(slice));
        Snapshot newest = simulation.newest();
        SliceState state = newest == null ? null : newest.slices().get(key);
        if (state != null) {
            List<ObjectKey> keys = new ArrayList<>(List.of(key));
            state.ports().values().forEach(p -> keys.add(p.resource().key()));
            delete(keys);
        }
    }

    private void deleteHost(SimulatedHost host) {
        Snapshot newest = simulation.newest();
        HostState state = newest == null ? null : newest.hosts().get(host.name());
        if (newest != null && state != null) {
            trouble(host);
            List<ObjectKey> keys = new ArrayList<>(List.of(state.resource().key()));
            newest.slices()
                    .values()
                    .forEach(slice -> slice.ports().values().stream()
                            .filter(p -> isOn(p, host.name()))
                            .forEach(p -> keys.add(p.resource().key())));
            delete(keys);
        }
    }

    private static boolean isOn(PortState port, String host) {
        return port.binding().filter(b -> b.host().equals(host)).isPresent()
                || port.standby().contains(host)
                || port.spec().host().filter(host::equals).isPresent();
    }

    /** Only ports that never change their slice are named by TENANT/NAME. Of two interfaces of one port on a host one serves. */
    private void plug(SimulatedHost host, int tenant, int port, boolean byUid) {
        ObjectKey key = port(tenant, port);
        String ifaceId = byUid || !Declared.keepsSlice(port) ? uid(key) : key.path();
        if (ifaceId != null) {
            if (!host.ifaces(iface(tenant, port)).isEmpty()) {
                simulation.watch().trouble(key.path());
            }
            boolean byName = ifaceId.equals(key.path());
            host.plug(iface(tenant, port) + (byName ? "" : "-" + ifaceId.substring(0, 4)), ifaceId);
        }
    }

    private void unplug(SimulatedHost host, int tenant, int port) {
        simulation.watch().trouble(port(tenant, port).path());
        host.ifaces(iface(tenant, port)).forEach(host::unplug);
    }

    private @Nullable String uid(ObjectKey key) {
        Snapshot newest = simulation.newest();
        PortState port = newest == null ? null : newest.port(key);
        return port == null ? null : port.resource().uid().toString();
    }

    /** Others' flows are others' only once the bridge is ours. */
    private void foreignFlow(SimulatedHost host, int pick) {
        if (simulation.isRealised(host)) {
            host.addForeign(pick);
        }
    }

    private void crash(Act.Moment moment, long awayNanos) {
        if (moment == Act.Moment.NOW) {
            simulation.crash(awayNanos);
        } else {
            simulation.disk().crashAt(moment);
            simulation.awayAfterWrite(awayNanos);
        }
    }

    private static ObjectKey port(int tenant, int port) {
        return ObjectKey.of(Kind.PORT, Declared.tenantName(tenant), Declared.portName(port));
    }

    private static String iface(int tenant, int port) {
        return "tap-" + Declared.tenantName(tenant) + Declared.portName(port);
    }

    private static long nanos(int millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
