package dev.heddle.controller.reconcile.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that remembers, beside a real Open vSwitch that is edited, and one that does not. */
class FactsReaderTest {
    private static final int EDITS = 120;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void readsTheSameAsAReaderThatKnowsNothing(long seed) {
        Random random = new Random(seed);
        try (ContractHost host = ContractHost.start()) {
            host.ovs.vsctl("add-br", "br-x");
            host.repair();
            FactsReader reader = new FactsReader(host.replica);
            int seen = 0;
            for (int i = 0; i < EDITS; i++) {
                List<String> edit = edit(random);
                host.ovs.vsctl(edit.toArray(String[]::new));
                host.settle();
                HostFacts facts = reader.read();
                assertThat(facts).as("after %s", edit).isEqualTo(HostFacts.of(host.replica));
                assertThat(reader.read().plugged()).isSameAs(facts.plugged());
                seen = Math.max(seen, facts.plugged().size());
                host.repair();
            }
            assertThat(seen).isGreaterThan(3);
        }
    }

    private static List<String> edit(Random random) {
        String port = "w" + random.nextInt(8);
        String bridge = random.nextInt(6) == 0 ? "br-x" : "br-int";
        String id = "uid-" + random.nextInt(6);
        return new ArrayList<>(
                switch (random.nextInt(20)) {
                    case 0 -> List.of("--if-exists", "del-br", "br-int");
                    case 1 -> List.of("set", "Bridge", "br-int", "external_ids:heddle-rev=1/" + random.nextInt(99));
                    case 2 -> List.of("set", "Open_vSwitch", ".", "external_ids:system-id=s" + random.nextInt(3));
                    case 3, 4, 5 -> List.of("--if-exists", "del-port", port);
                    case 6, 7 -> List.of("--if-exists", "set", "Interface", port, "external_ids:iface-id=" + id);
                    case 8 -> List.of("--if-exists", "remove", "Interface", port, "external_ids", "iface-id");
                    case 9 -> List.of("--if-exists", "set", "Interface", port, "type=nonsense");
                    case 10 ->
                        List.of("--if-exists", "set", "Interface", port, "ofport_request=" + random.nextInt(1, 90));
                    default ->
                        List.of(
                                "--if-exists",
                                "del-port",
                                port,
                                "--",
                                "add-port",
                                bridge,
                                port,
                                "--",
                                "set",
                                "Interface",
                                port,
                                "type=dummy",
                                "external_ids:iface-id=" + id);
                });
    }

    @Test
    void whatOthersWriteLeavesWhatIsPluggedTheSameObject() {
        try (ContractHost host = ContractHost.start()) {
            host.ovs.vsctl("add-br", "br-x");
            host.repair();
            host.ovs.addPort("br-int", "w1", 11, "uid-1");
            FactsReader reader = new FactsReader(host.replica);
            host.client.pumpUntil("the plug", () -> reader.read().plugged().size() == 1);
            HostFacts before = reader.read();
            host.byHand("set", "Bridge", "br-int", "external_ids:heddle-rev=1/77");
            host.byHand("set", "Interface", "w1", "external_ids:note=" + UUID.randomUUID());
            host.ovs.addPort("br-x", "x1", 12, "uid-x");
            host.settle();
            HostFacts after = reader.read();
            assertThat(after.plugged()).isSameAs(before.plugged());
            assertThat(after.witness()).contains(new Witness(1, 77));
            assertThat(after.withoutWitness()).isEqualTo(before.withoutWitness());
        }
    }
}
