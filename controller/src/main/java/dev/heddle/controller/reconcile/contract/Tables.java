package dev.heddle.controller.reconcile.contract;

import dev.heddle.ovs.ovsdb.MonitorRequest;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import java.util.Optional;

/** Names of the Open_vSwitch database, ovs-vswitchd.conf.db(5), and of our rows in it; all in one place. */
public final class Tables {
    public static final String DATABASE = "Open_vSwitch";
    public static final String BRIDGE_NAME = "br-int";
    public static final String TUNNEL_NAME = "heddle-vx";

    static final String ROOT = "Open_vSwitch";
    static final String BRIDGE = "Bridge";
    static final String PORT = "Port";
    static final String INTERFACE = "Interface";
    static final String CONTROLLER = "Controller";
    static final String MANAGER = "Manager";
    static final String MIRROR = "Mirror";

    /** Key of {@code external_ids}: whose row it is. Its value is the cluster's id. */
    static final String OWNER = "heddle";
    /** Key of the bridge's {@code external_ids}, which vswitchd does not read: {@code TERM/REVISION} that the host has seen. */
    static final String WITNESS = "heddle-rev";
    /** Key of the root's {@code external_ids}: whoever's cluster it is has switched statistics on. */
    static final String STATISTICS = "heddle-statistics";
    /** Key of the root's {@code external_ids}: a Host's {@code spec.capacity} in JSON, by the operator. */
    static final String CAPACITY = "heddle-capacity";
    /** Key of the bridge's {@code other_config}: written only to make vswitchd read its configuration again. */
    static final String NUDGE = "heddle-nudge";

    /** What a session monitors: all that {@link HostContract}, {@link HostFacts} and {@link Beside} read, no statistics. */
    public static final MonitorRequest COLUMNS = MonitorRequest.NOTHING
            .with(ROOT, "bridges", "external_ids", "other_config")
            .with(
                    BRIDGE,
                    "name",
                    "ports",
                    "controller",
                    "datapath_type",
                    "fail_mode",
                    "protocols",
                    "other_config",
                    "external_ids",
                    "mirrors")
            .with(PORT, "name", "interfaces", "external_ids")
            .with(INTERFACE, "name", "type", "options", "external_ids", "ofport", "error")
            .with(CONTROLLER, "target", "connection_mode", "max_backoff", "inactivity_probe", "external_ids")
            .with(MANAGER, "target", "connection_mode", "max_backoff")
            .with(MIRROR, "name", "select_all", "select_src_port", "select_dst_port", "output_port", "output_vlan");

    private Tables() {}

    static Optional<Row> bridge(Replica replica) {
        return Optional.ofNullable(replica.named(BRIDGE, BRIDGE_NAME));
    }
}
