package dev.heddle.controller.reconcile.contract;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.Resource;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.Resources;
import dev.heddle.model.state.HostState;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.testing.DummyOvs;
import dev.heddle.ovs.testing.OvsdbClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.node.JsonNodeFactory;

/** A real switch, a session to its database, and what the contract is to make of it. */
final class ContractHost implements AutoCloseable {
    static final String SYSTEM_ID = "host-1";
    static final String CONTROLLER = "tcp:127.0.0.1:6653";

    final DummyOvs ovs;
    final OvsdbClient client;
    final Replica replica;
    Wanted wanted = new Wanted(
            host(HostSpec.Datapath.SYSTEM, 4789), "cluster-a", new Witness(1, 10), CONTROLLER, Optional.empty(), false);

    private ContractHost(DummyOvs ovs) {
        this.ovs = ovs;
        client = OvsdbClient.unix(ovs.databaseSocket());
        replica = client.monitor(Tables.COLUMNS);
    }

    static ContractHost start() {
        return new ContractHost(DummyOvs.start(SYSTEM_ID));
    }

    static HostState host(HostSpec.Datapath datapath, int tunnelPort) {
        HostSpec spec = new HostSpec(
                SYSTEM_ID,
                List.of(new HostSpec.Uplink(
                        "eth0",
                        IpAddress.parse("192.0.2.1"),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1500)),
                Optional.empty(),
                datapath,
                new LinkedHashMap<>(),
                tunnelPort,
                Resources.NONE,
                Optional.empty(),
                Resources.NONE,
                HostSpec.State.READY);
        Resource resource = new Resource(
                ObjectKey.clusterWide(Kind.HOST, "h1"),
                1,
                new UUID(0, 1),
                new TreeMap<>(),
                1,
                Instant.EPOCH,
                spec,
                JsonNodeFactory.instance.objectNode(),
                Position.NONE);
        return new HostState(resource, spec, List.of(new HostState.Endpoint("eth0", 1)), Observed.NOTHING);
    }

    Plan plan() {
        return HostContract.plan(replica, wanted);
    }

    List<Operation> operations() {
        return ((Plan.Repair) plan()).operations();
    }

    List<String> problems() {
        return ((Plan.Repair) plan()).problems();
    }

    /** Repairs as a session does until there is nothing left to do; returns how many transactions were committed. */
    int repair() {
        int committed = 0;
        while (!operations().isEmpty()) {
            if (client.transact(operations()) instanceof OvsdbResult.Transacted) {
                committed++;
            }
            if (committed > 5) {
                throw new IllegalStateException("never right: " + operations());
            }
            client.pump(20);
        }
        return committed;
    }

    /** Changes something by hand and waits until the replica shows it. */
    void byHand(String... vsctl) {
        Object before = List.copyOf(client.events());
        ovs.vsctl(vsctl);
        client.pumpUntil("the edit to be seen", () -> !before.equals(client.events()));
        settle();
    }

    /** Waits until all that is committed so far is in the replica. */
    void settle() {
        client.transact(new Operation.Comment("settle"));
    }

    HostFacts facts() {
        return HostFacts.of(replica);
    }

    HostFacts awaitFacts(String what, Predicate<HostFacts> wantedFacts) {
        client.pumpUntil(what, () -> wantedFacts.test(facts()));
        return facts();
    }

    /** What ovs-vsctl says of our bridge, without the ids of rows. */
    String shape() {
        return ovs.vsctl(String.join(
                        " -- ",
                        find(
                                "Bridge",
                                "name=br-int",
                                "name,datapath_type,fail_mode,protocols,other_config,external_ids"),
                        find("Port", "name=br-int", "name,external_ids"),
                        find("Interface", "name=br-int", "name,type,options,external_ids"),
                        find("Port", "name=heddle-vx", "name,external_ids"),
                        find("Interface", "name=heddle-vx", "name,type,options,external_ids"),
                        "list-ports br-int",
                        "get-controller br-int",
                        find(
                                "Controller",
                                "external_ids:heddle=cluster-a",
                                "target,connection_mode,max_backoff,inactivity_probe,external_ids"))
                .split(" "));
    }

    private static String find(String table, String condition, String columns) {
        return "--columns=" + columns + " find " + table + " " + condition;
    }

    @Override
    public void close() {
        client.close();
        ovs.close();
    }
}
