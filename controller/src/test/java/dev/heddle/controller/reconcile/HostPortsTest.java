package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.compiler.Pipeline;
import dev.heddle.controller.reconcile.contract.HostFacts;
import dev.heddle.flow.PortRef;
import dev.heddle.model.pool.Observed;
import dev.heddle.verify.BridgeFacts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class HostPortsTest {
    private static final String UID = "6f8f0a52-0d3b-4c1e-9a2b-0123456789ab";
    private static final PortRef PORT = new PortRef.Iface(UID, "team-a/train-0");

    @Test
    void aPortIsFoundByItsUidInAnyCaseAndByItsPath() {
        assertThat(with(UID, 7).number(PORT)).isEqualTo(new PortRef.Numbered(7));
        assertThat(with(UID.toUpperCase(java.util.Locale.ROOT), 7).number(PORT)).isEqualTo(new PortRef.Numbered(7));
        assertThat(with("team-a/train-0", 7).number(PORT)).isEqualTo(new PortRef.Numbered(7));
    }

    @Test
    void anotherPortsPathIsNotFound() {
        assertThat(with("team-a/train-1", 7).number(PORT)).isNull();
        assertThat(with("team-b/train-0", 7).number(PORT)).isNull();
        assertThat(with("TEAM-A/train-0", 7).number(PORT)).isNull();
    }

    @Test
    void ofTwoInterfacesOfOnePortTheOneWithItsUidIsTaken() {
        TreeMap<String, HostFacts.Plugged> plugged = new TreeMap<>();
        plugged.put("team-a/train-0", new HostFacts.Plugged("eth1", 1));
        plugged.put(UID, new HostFacts.Plugged("eth2", 2));
        assertThat(HostPorts.of(facts(plugged)).number(PORT)).isEqualTo(new PortRef.Numbered(2));
    }

    @Test
    void theTunnelHasItsNumber() {
        assertThat(with(UID, 7).number(Pipeline.TUNNEL_PORT)).isEqualTo(new PortRef.Numbered(1));
    }

    private static PortMap with(String ifaceId, int number) {
        TreeMap<String, HostFacts.Plugged> plugged = new TreeMap<>();
        plugged.put(ifaceId, new HostFacts.Plugged("eth9", number));
        return HostPorts.of(facts(plugged));
    }

    private static HostFacts facts(SortedMap<String, HostFacts.Plugged> plugged) {
        return new HostFacts(
                Optional.of("h1"),
                true,
                Optional.empty(),
                Optional.empty(),
                plugged,
                OptionalInt.of(1),
                new TreeSet<>(),
                Observed.NOTHING,
                BridgeFacts.QUIET,
                List.of());
    }
}
