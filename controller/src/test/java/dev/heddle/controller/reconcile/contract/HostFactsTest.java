package dev.heddle.controller.reconcile.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HostFactsTest {
    @Test
    void readsWhatIsPluggedIntoOurBridgeOnly() {
        try (ContractHost host = ContractHost.start()) {
            host.repair();
            host.ovs.vsctl("add-br", "br-x");
            host.ovs.addPort("br-x", "x1", 3, "uid-x");
            host.ovs.addPort("br-int", "w1", 11, "uid-1");
            host.ovs.addPort("br-int", "w2", 12, "");
            host.ovs.addPort("br-int", "w3", 13, "uid-3");
            HostFacts facts = host.awaitFacts("plugs", f -> f.plugged().size() == 2);
            assertThat(facts.plugged())
                    .isEqualTo(
                            Map.of("uid-1", new HostFacts.Plugged("w1", 11), "uid-3", new HostFacts.Plugged("w3", 13)));
            assertThat(facts.systemId()).contains(ContractHost.SYSTEM_ID);

            host.ovs.vsctl("del-port", "w1");
            assertThat(host.awaitFacts("unplug", f -> f.plugged().size() == 1).plugged())
                    .containsOnlyKeys("uid-3");
        }
    }

    @Test
    void tellsErrorsAndDuplicatesAndAMissingSystemId() {
        try (ContractHost host = ContractHost.start()) {
            host.repair();
            host.ovs.addPort("br-int", "w1", 11, "uid-1");
            host.ovs.addPort("br-int", "w2", 12, "uid-1");
            host.ovs.vsctl(
                    "--no-wait",
                    "add-port",
                    "br-int",
                    "w9",
                    "--",
                    "set",
                    "Interface",
                    "w9",
                    "type=nonsense",
                    "external_ids:iface-id=uid-9");
            HostFacts facts = host.awaitFacts(
                    "problems", f -> f.problems().size() == 2 && f.plugged().size() == 1);
            assertThat(facts.plugged()).containsEntry("uid-1", new HostFacts.Plugged("w1", 11));
            assertThat(facts.problems().getFirst()).isEqualTo("DuplicateIfaceId: w2 carries the iface-id uid-1 of w1");
            assertThat(facts.problems().getLast()).startsWith("InterfaceError: w9: ");

            host.ovs.vsctl("remove", "Open_vSwitch", ".", "external_ids", "system-id");
            assertThat(host.awaitFacts("no system-id", f -> f.systemId().isEmpty())
                            .bridge())
                    .isTrue();
        }
    }

    @Test
    void readsWitnesses() {
        assertThat(Witness.parse("3/1817")).contains(new Witness(3, 1817));
        assertThat(Witness.parse("3")).isEmpty();
        assertThat(Witness.parse("-3/1")).isEmpty();
        assertThat(Witness.parse("3/99999999999999999999")).isEmpty();
        assertThat(new Witness(2, 1)).isGreaterThan(new Witness(1, 9)).isLessThan(new Witness(2, 2));
    }
}
