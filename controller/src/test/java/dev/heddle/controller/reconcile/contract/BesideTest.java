package dev.heddle.controller.reconcile.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.verify.BridgeFacts;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beside a real Open vSwitch. */
class BesideTest {
    private ContractHost host;

    @BeforeEach
    void start() {
        host = ContractHost.start();
        host.repair();
        host.ovs.addPort("br-int", "w1", 11, "uid-1");
        host.ovs.addPort("br-int", "w2", 12, "uid-2");
        host.settle();
    }

    @AfterEach
    void close() {
        host.close();
    }

    private BridgeFacts beside() {
        return host.facts().beside();
    }

    @Test
    void aBridgeAsItShallBeHasNothingBeside() {
        assertThat(beside()).isEqualTo(BridgeFacts.QUIET);
    }

    @Test
    void mirrorsAreToldByTheNamesOfInterfaces() {
        host.byHand(
                "--id=@w1",
                "get",
                "Port",
                "w1",
                "--",
                "--id=@w2",
                "get",
                "Port",
                "w2",
                "--",
                "--id=@m",
                "create",
                "Mirror",
                "name=m0",
                "select_src_port=@w1",
                "output_port=@w2",
                "--",
                "set",
                "Bridge",
                "br-int",
                "mirrors=@m");
        assertThat(beside().mirrors())
                .containsExactly(
                        new BridgeFacts.Mirror("m0", false, Set.of("w1"), Set.of(), "w2", OptionalInt.empty()));
        host.byHand("set", "Mirror", "m0", "select_all=true");
        assertThat(beside().mirrors().getFirst().all()).isTrue();
        host.byHand(
                "--id=@m1",
                "create",
                "Mirror",
                "name=m1",
                "select_all=true",
                "output_vlan=7",
                "--",
                "set",
                "Bridge",
                "br-int",
                "mirrors=@m1");
        assertThat(beside().mirrors())
                .containsExactly(new BridgeFacts.Mirror("m1", true, Set.of(), Set.of(), null, OptionalInt.of(7)));
        host.byHand("clear", "Bridge", "br-int", "mirrors");
        assertThat(beside().mirrors()).isEmpty();
    }

    @Test
    void mirrorsOfOtherBridgesAreNotOurs() {
        host.ovs.vsctl("add-br", "br-x");
        host.byHand(
                "--id=@m",
                "create",
                "Mirror",
                "name=m0",
                "select_all=true",
                "output_vlan=7",
                "--",
                "set",
                "Bridge",
                "br-x",
                "mirrors=@m");
        assertThat(beside()).isEqualTo(BridgeFacts.QUIET);
    }

    @Test
    void patchPortsAreToldWithTheBridgeAtTheirOtherEnd() {
        host.ovs.vsctl("add-br", "br-x");
        host.byHand(
                "add-port",
                "br-int",
                "pa",
                "--",
                "set",
                "Interface",
                "pa",
                "type=patch",
                "options:peer=pb",
                "--",
                "add-port",
                "br-x",
                "pb",
                "--",
                "set",
                "Interface",
                "pb",
                "type=patch",
                "options:peer=pa");
        assertThat(beside().patches()).containsExactly(new BridgeFacts.Patch("pa", "pb", "br-x"));
        host.byHand("del-port", "pb");
        assertThat(beside().patches()).containsExactly(new BridgeFacts.Patch("pa", "pb", null));
        host.byHand("del-port", "pa");
        assertThat(beside()).isEqualTo(BridgeFacts.QUIET);
    }

    @Test
    void inBandControlAndAnOpenFailModeAreTold() {
        host.byHand("set", "Bridge", "br-int", "other_config:disable-in-band=false");
        assertThat(beside().inBand()).isTrue();
        host.byHand("remove", "Bridge", "br-int", "other_config", "disable-in-band");
        assertThat(beside().inBand()).isTrue();
        host.byHand("set-manager", "tcp:127.0.0.1:6640");
        assertThat(beside().remotes()).isEqualTo(List.of("tcp:127.0.0.1:6640"));
        host.byHand("set-fail-mode", "br-int", "standalone");
        assertThat(beside().secure()).isFalse();
        host.repair();
        assertThat(beside().inBand()).isFalse();
        assertThat(beside().secure()).isTrue();
    }
}
