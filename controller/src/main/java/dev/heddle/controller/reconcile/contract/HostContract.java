package dev.heddle.controller.reconcile.contract;

import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what is to be changed in a host's database so that it holds our bridge, tunnel port and controller as they shall
 * be. Rows are changed in place, foreign rows, and foreign keys in our rows, are kept.
 */
public final class HostContract {
    private HostContract() {}

    /**
     * What is to be done now; nothing when all is right. A function of its arguments only. Whether the host has seen a newer
     * journal than ours ({@link HostFacts#witness}) is for the caller to look at first.
     */
    public static Plan plan(Replica replica, Wanted wanted) {
        Optional<Row> root = replica.rows(Tables.ROOT).stream().findFirst();
        if (root.isEmpty()) {
            return new Plan.Refuse("NoOpenVswitch", "the database has no Open_vSwitch row: run ovs-vsctl init");
        }
        Optional<Row> bridge = Tables.bridge(replica);
        String owner =
                bridge.map(row -> row.map("external_ids").get(Tables.OWNER)).orElse(wanted.clusterId());
        if (!owner.equals(wanted.clusterId()) && !wanted.adopt()) {
            return new Plan.Refuse(
                    "OtherCluster",
                    Tables.BRIDGE_NAME + " belongs to the cluster " + owner + ", this one is " + wanted.clusterId()
                            + "; to take it over: heddle serve --adopt");
        }
        return BridgeRepair.plan(replica, wanted, root.get(), bridge, owner);
    }

    /**
     * Makes vswitchd read its configuration again. To be written after each OpenFlow connect: until then OVS 3.1 keeps its own
     * max_backoff of 8 s. It does not read external_ids at all, so those would not do. Empty where there is no bridge.
     */
    public static List<Operation> nudge(Replica replica) {
        return Tables.bridge(replica)
                .map(row -> {
                    String next = "1".equals(row.map("other_config").get(Tables.NUDGE)) ? "0" : "1";
                    return MapColumn.set(Tables.BRIDGE, row, "other_config", Map.of(Tables.NUDGE, next));
                })
                .orElse(List.of());
    }

    /** The bridge's datapath id: always the same for one system-id, never 0. Sixteen digits of it go into other_config. */
    public static long datapathId(String systemId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(systemId.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() | 1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
