package dev.heddle.controller.reconcile.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatisticsSwitchTest {
    private ContractHost host;

    @BeforeEach
    void start() {
        host = ContractHost.start();
    }

    @AfterEach
    void close() {
        host.close();
    }

    private List<Operation> plan(boolean wanted) {
        return StatisticsSwitch.plan(host.replica, wanted, "cluster-a");
    }

    private String root(String column) {
        return host.ovs.vsctl("get", "Open_vSwitch", ".", column);
    }

    @Test
    void isSwitchedOnAndOffAndLeavesOtherKeys() {
        host.byHand("set", "Open_vSwitch", ".", "other_config:vlan-limit=2");
        assertThat(host.client.transact(plan(true))).isInstanceOf(OvsdbResult.Transacted.class);
        host.settle();
        assertThat(plan(true)).isEmpty();
        assertThat(root("other_config")).isEqualTo("{enable-statistics=\"true\", vlan-limit=\"2\"}\n");

        assertThat(host.client.transact(plan(false))).isInstanceOf(OvsdbResult.Transacted.class);
        host.settle();
        assertThat(plan(false)).isEmpty();
        assertThat(root("other_config")).isEqualTo("{vlan-limit=\"2\"}\n");
    }

    @Test
    void whatTheOperatorSwitchesOnBetweenOurReadingAndOurWritingIsTheirs() {
        List<Operation> stale = plan(true);
        host.ovs.vsctl("set", "Open_vSwitch", ".", "other_config:enable-statistics=true");
        assertThat(host.client.transact(stale)).isInstanceOf(OvsdbResult.Failed.class);
        host.settle();
        assertThat(plan(true)).isEmpty();
        assertThat(plan(false)).isEmpty();
        assertThat(root("external_ids")).doesNotContain(Tables.STATISTICS);
    }
}
