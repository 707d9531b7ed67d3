package dev.heddle.simulator.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.reconcile.contract.HostContract;
import dev.heddle.controller.reconcile.contract.HostFacts;
import dev.heddle.controller.reconcile.contract.Plan;
import dev.heddle.controller.reconcile.contract.Tables;
import dev.heddle.controller.reconcile.contract.Wanted;
import dev.heddle.controller.reconcile.contract.Witness;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.Resource;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.Resources;
import dev.heddle.model.state.HostState;
import dev.heddle.ovs.ovsdb.MonitorMethod;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Replica;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** The contract with a host holds with one that is simulated as it does with a real one. */
class HostContractTest {
    private static final String CONTROLLER = "tcp:192.0.2.9:6653";

    @ParameterizedTest
    @EnumSource
    void is_made_in_one_transaction_and_kept(MonitorMethod method) {
        HostDatabase host = HostDatabase.create("host-1", 1);
        host.setManager("tcp:192.0.2.9:6640");
        SimClient client = new SimClient(host.database(), 0);
        Replica replica = client.monitor(method, Tables.COLUMNS);
        Wanted wanted = new Wanted(
                state(), "cluster", new Witness(1, 10), CONTROLLER, Optional.of("tcp:192.0.2.9:6640"), false);

        assertThat(repair(client, replica, wanted)).isTrue();
        List<VswitchdEvent> events = host.vswitchd().run(0);
        assertThat(events)
                .containsExactly(
                        new VswitchdEvent.BridgeAdded("br-int", HostContract.datapathId("host-1"), false),
                        new VswitchdEvent.PortAdded("br-int", "br-int", SimVswitchd.LOCAL),
                        new VswitchdEvent.PortAdded("br-int", "heddle-vx", 1),
                        new VswitchdEvent.FlowsFlushed("br-int", false),
                        new VswitchdEvent.Dial("br-int", CONTROLLER, 8000, 5000));
        client.at(1);
        assertThat(repair(client, replica, wanted)).isFalse();
        assertThat(HostFacts.of(replica).tunnel()).hasValue(1);
        assertThat(host.managers()).containsExactly(new HostDatabase.Manager("tcp:192.0.2.9:6640", 1000, 5000));

        host.plug("br-int", "tap1", "7d5e1e0e-0000-4000-8000-000000000001");
        host.vswitchd().run(2);
        client.at(2);
        assertThat(HostFacts.of(replica).plugged())
                .containsExactly(Map.entry("7d5e1e0e-0000-4000-8000-000000000001", new HostFacts.Plugged("tap1", 2)));

        // what OVS 3.1 does not hear before it is configured while connected
        host.vswitchd().connected("br-int", CONTROLLER, true);
        HostContract.nudge(replica).forEach(client::transact);
        assertThat(host.vswitchd().run(3)).containsExactly(new VswitchdEvent.Redial("br-int", CONTROLLER, 1000, 5000));

        host.transact(
                Operation.mutate("Bridge", List.of(Mutation.delete("controller", OvsdbValue.refs(controllers(host))))));
        client.at(4);
        assertThat(repair(client, replica, wanted)).isTrue();
        assertThat(host.vswitchd().run(4))
                .as("one target instead of the same: nothing happens to the connection")
                .isEmpty();
    }

    private static List<UUID> controllers(HostDatabase host) {
        return host.database().rows("Controller").stream()
                .map(row -> row.uuid())
                .toList();
    }

    /** Whether there was something to do. */
    private static boolean repair(SimClient client, Replica replica, Wanted wanted) {
        Plan.Repair plan = (Plan.Repair) HostContract.plan(replica, wanted);
        assertThat(plan.problems()).isEmpty();
        if (plan.operations().isEmpty()) {
            return false;
        }
        assertThat(client.transact(plan.operations().toArray(Operation[]::new)))
                .isInstanceOf(OvsdbResult.Transacted.class);
        return true;
    }

    private static HostState state() {
        HostSpec spec = new HostSpec(
                "host-1",
                List.of(new HostSpec.Uplink(
                        "eth0",
                        IpAddress.parse("192.0.2.1"),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1500)),
                Optional.empty(),
                HostSpec.Datapath.SYSTEM,
                new LinkedHashMap<>(),
                4789,
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
}
