package dev.heddle.ovs.sdk;

import dev.heddle.ovs.ovsdb.net.Tls;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a switch is: its database, and how its bridges are reached over OpenFlow.
 *
 * @param ovsdb {@code unix:PATH}, {@code tcp:HOST:PORT} or {@code ssl:HOST:PORT}
 * @param openflow {@code tcp:HOST:PORT} or {@code unix:PATH} of the one bridge that is meant; null for the socket
 *     {@code NAME.mgmt} beside that of a {@code unix:} database, and for a {@code ptcp:} row of ours, for as long as we are
 *     connected, where the database is elsewhere
 * @param tls needed for {@code ssl:}
 */
public record SwitchAddress(
        String ovsdb, @Nullable String openflow, @Nullable Tls tls) {
    /** The database of this machine's Open vSwitch: {@code db.sock} in OVS_RUNDIR or {@code /var/run/openvswitch}. */
    public static SwitchAddress local() {
        return local(System.getenv());
    }

    static SwitchAddress local(Map<String, String> environment) {
        String directory = environment.getOrDefault("OVS_RUNDIR", "/var/run/openvswitch");
        return of("unix:" + directory + "/db.sock");
    }

    public static SwitchAddress of(String ovsdb) {
        return new SwitchAddress(ovsdb, null, null);
    }

    public SwitchAddress withOpenFlow(String address) {
        return new SwitchAddress(ovsdb, address, tls);
    }

    public SwitchAddress withTls(Tls with) {
        return new SwitchAddress(ovsdb, openflow, with);
    }

    /** Where a bridge takes OpenFlow connections without help of its database; empty where it takes none. */
    Optional<SocketAddress> openFlow(String bridge) {
        if (openflow != null) {
            return Optional.of(HostPort.socketAddress(openflow));
        }
        if (!ovsdb.startsWith("unix:")) {
            return Optional.empty();
        }
        Path directory = Objects.requireNonNullElse(
                Path.of(ovsdb.substring("unix:".length())).getParent(), Path.of(""));
        return Optional.of(UnixDomainSocketAddress.of(directory.resolve(bridge + ".mgmt")));
    }

    /** How OpenFlow is reached, for messages. */
    String openFlowText(String bridge) {
        return openFlow(bridge)
                .map(a -> a instanceof UnixDomainSocketAddress unix ? "unix:" + unix.getPath() : "tcp:" + a)
                .orElse(ovsdb);
    }
}
