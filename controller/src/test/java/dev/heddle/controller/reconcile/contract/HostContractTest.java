package dev.heddle.controller.reconcile.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.spec.HostSpec;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.testing.DummyOvs;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract against a real Open vSwitch. */
class HostContractTest {
    /** Edits by hand that must be undone: each leaves the bridge exactly as it was. */
    private static final List<String> EDITS = List.of(
            "del-controller br-int",
            "set-fail-mode br-int standalone",
            "del-fail-mode br-int",
            "set Bridge br-int other_config:disable-in-band=false",
            "remove Bridge br-int other_config disable-in-band",
            "clear Bridge br-int other_config",
            "set Bridge br-int other_config:datapath-id=0000000000000001",
            "set Bridge br-int datapath_type=netdev",
            "set Bridge br-int protocols=OpenFlow13",
            "clear Bridge br-int external_ids",
            "set Bridge br-int external_ids:heddle-rev=9/9",
            "del-port heddle-vx",
            "del-port br-int heddle-vx -- add-port br-int heddle-vx -- set Interface heddle-vx type=dummy",
            "set Interface heddle-vx type=geneve",
            "set Interface heddle-vx options:dst_port=4790",
            "set Interface heddle-vx options:remote_ip=192.0.2.9",
            "set Interface heddle-vx options:csum=true",
            "remove Interface heddle-vx options tos",
            "clear Interface heddle-vx options",
            "clear Interface heddle-vx external_ids",
            "set Controller br-int target=\"tcp:192.0.2.7:6653\"",
            "set Controller br-int connection_mode=in-band",
            "set Controller br-int max_backoff=60000",
            "set Controller br-int inactivity_probe=0",
            "clear Controller br-int external_ids",
            "del-br br-int",
            "del-br br-int -- add-br br-int -- set-controller br-int tcp:127.0.0.1:6653");

    @Test
    void makesBridgeTunnelAndControllerInOneTransactionAndThenNothing() {
        try (ContractHost host = ContractHost.start()) {
            assertThat(host.facts().bridge()).isFalse();
            assertThat(host.repair()).isEqualTo(1);

            String dpid = "%016x".formatted(HostContract.datapathId(ContractHost.SYSTEM_ID));
            assertThat(host.shape()).isEqualToNormalizingWhitespace("""
                    name : br-int datapath_type : system fail_mode : secure protocols : []
                    other_config : {datapath-id="%s", disable-in-band="true"}
                    external_ids : {heddle=cluster-a, heddle-rev="1/10"}
                    name : br-int external_ids : {heddle=cluster-a}
                    name : br-int type : internal options : {} external_ids : {heddle=cluster-a}
                    name : heddle-vx external_ids : {heddle=cluster-a}
                    name : heddle-vx type : vxlan
                    options : {dst_port="4789", key=flow, local_ip=flow, remote_ip=flow, tos=inherit}
                    external_ids : {heddle=cluster-a}
                    heddle-vx
                    tcp:127.0.0.1:6653
                    target : "tcp:127.0.0.1:6653" connection_mode : out-of-band max_backoff : 1000
                    inactivity_probe : 5000 external_ids : {heddle=cluster-a}
                    """.formatted(dpid));
            assertThat(host.ovs.ofctl("show", "unix:" + awaitBridge(host))).contains("dpid:" + dpid);
            HostFacts facts =
                    host.awaitFacts("the tunnel's port number", f -> f.tunnel().isPresent());
            assertThat(facts.problems()).isEmpty();
            assertThat(facts.owner()).contains("cluster-a");
            assertThat(facts.witness()).contains(new Witness(1, 10));
            assertThat(host.operations()).isEmpty();
        }
    }

    @Test
    void undoesEachEditByHandAndTouchesNoOtherBridge() {
        try (ContractHost host = ContractHost.start()) {
            host.ovs.vsctl("add-br", "br-x", "--", "set-controller", "br-x", "tcp:192.0.2.8:6653");
            host.ovs.vsctl("set", "Bridge", "br-x", "external_ids:note=mine", "fail_mode=standalone");
            host.ovs.addPort("br-x", "x1", 5, "foreign");
            host.settle();
            String others = others(host);
            host.repair();
            String right = host.shape();
            for (String edit : EDITS) {
                host.byHand(edit.split(" "));
                assertThat(host.operations()).as(edit).isNotEmpty();
                host.repair();
                assertThat(host.shape()).as(edit).isEqualTo(right);
                assertThat(host.operations()).as(edit).isEmpty();
            }
            assertThat(others(host)).isEqualTo(others);
        }
    }

    @Test
    void keepsForeignKeysPortsAndControllersAndTellsOfThem() {
        try (ContractHost host = ContractHost.start()) {
            host.repair();
            host.ovs.addPort("br-int", "w1", 7, "uid-1");
            host.byHand("set", "Bridge", "br-int", "other_config:mac-table-size=99", "external_ids:note=mine");
            String target = "tcp:192.0.2.66:6653";
            host.byHand(
                    "--id=@c",
                    "create",
                    "Controller",
                    "target=\"" + target + "\"",
                    "--",
                    "add",
                    "Bridge",
                    "br-int",
                    "controller",
                    "@c");
            assertThat(host.operations()).isEmpty();
            assertThat(host.problems()).containsExactly("ForeignController: br-int also has the controller " + target);

            host.byHand("set-fail-mode", "br-int", "standalone");
            host.repair();
            assertThat(host.ovs.vsctl("get", "Bridge", "br-int", "other_config:mac-table-size", "external_ids:note"))
                    .isEqualTo("\"99\"\nmine\n");
            assertThat(host.ovs.vsctl("list-ports", "br-int")).isEqualTo("heddle-vx\nw1\n");
            assertThat(host.ovs.vsctl("get-controller", "br-int")).contains(target);
        }
    }

    @Test
    void aNewTargetKeepsTheControllersRowAndTheFlows() {
        try (ContractHost host = ContractHost.start()) {
            host.repair();
            String socket = "unix:" + awaitBridge(host);
            host.ovs.ofctl("add-flow", socket, "cookie=0x77,actions=drop");
            String row = host.ovs.vsctl("get", "Bridge", "br-int", "controller");
            host.wanted = new Wanted(
                    ContractHost.host(HostSpec.Datapath.SYSTEM, 4790),
                    "cluster-a",
                    new Witness(2, 11),
                    "tcp:127.0.0.1:7777",
                    Optional.empty(),
                    false);
            assertThat(host.repair()).isEqualTo(1);
            assertThat(host.ovs.vsctl("get", "Bridge", "br-int", "controller")).isEqualTo(row);
            assertThat(host.ovs.vsctl("get-controller", "br-int")).isEqualTo("tcp:127.0.0.1:7777\n");
            assertThat(host.ovs.vsctl("get", "Interface", "heddle-vx", "options:dst_port"))
                    .isEqualTo("\"4790\"\n");
            assertThat(host.ovs.ofctl("dump-flows", socket)).contains("cookie=0x77");
        }
    }

    @Test
    void refusesAnotherClustersBridgeUnlessToldToAdoptIt() {
        try (ContractHost host = ContractHost.start()) {
            host.repair();
            host.ovs.addPort("br-int", "w1", 7, "uid-1");
            host.settle();
            host.wanted = cluster(host.wanted, "cluster-b", false);
            assertThat(host.plan()).isInstanceOfSatisfying(Plan.Refuse.class, refusal -> {
                assertThat(refusal.reason()).isEqualTo("OtherCluster");
                assertThat(refusal.message()).contains("cluster-a", "cluster-b", "--adopt");
            });
            assertThat(host.facts().ownedByOther("cluster-b")).isTrue();

            host.wanted = cluster(host.wanted, "cluster-b", true);
            host.repair();
            assertThat(host.facts().owner()).contains("cluster-b");
            assertThat(host.ovs.vsctl("list-ports", "br-int")).isEqualTo("heddle-vx\nw1\n");
            assertThat(host.ovs.vsctl("find", "Controller", "external_ids:heddle=cluster-a"))
                    .isEmpty();
            assertThat(host.problems()).isEmpty();
        }
    }

    @Test
    void adoptsABridgeThatIsThere() {
        try (ContractHost host = ContractHost.start()) {
            host.ovs.addBridge("br-int");
            host.ovs.addPort("br-int", "w1", 7, "uid-1");
            host.settle();
            String row = host.ovs.vsctl("get", "Bridge", "br-int", "_uuid");
            host.repair();
            assertThat(host.ovs.vsctl("get", "Bridge", "br-int", "_uuid")).isEqualTo(row);
            assertThat(host.ovs.vsctl("list-ports", "br-int")).isEqualTo("heddle-vx\nw1\n");
            assertThat(host.ovs.vsctl("get", "Bridge", "br-int", "protocols")).isEqualTo("[]\n");
        }
    }

    @Test
    void aRaceUndoesTheTransactionAndTheNextPlanIsRight() {
        try (ContractHost host = ContractHost.start()) {
            var stale = host.operations();
            host.ovs.vsctl("add-br", "br-int");
            assertThat(host.client.transact(stale)).isInstanceOf(OvsdbResult.Failed.class);
            host.settle();
            host.repair();

            host.byHand("del-controller", "br-int");
            stale = host.operations();
            host.ovs.vsctl("set", "Bridge", "br-int", "external_ids:heddle=cluster-b");
            assertThat(host.client.transact(stale))
                    .isInstanceOfSatisfying(
                            OvsdbResult.Failed.class,
                            failed -> assertThat(failed.error().error()).isEqualTo("timed out"));
            host.settle();
            assertThat(host.plan()).isInstanceOf(Plan.Refuse.class);
        }
    }

    @Test
    void tellsOfATunnelNameThatIsTakenAndLeavesItAlone() {
        try (ContractHost host = ContractHost.start()) {
            host.ovs.vsctl("add-br", "br-x");
            host.ovs.addPort("br-x", "heddle-vx", 9, "");
            host.settle();
            host.repair();
            assertThat(host.problems())
                    .containsExactly("PortTaken: heddle-vx is used elsewhere than as a port of br-int");
            assertThat(host.ovs.vsctl("port-to-br", "heddle-vx")).isEqualTo("br-x\n");
        }
    }

    @Test
    void shortensThePausesOfTheManagerThatIsOurs() {
        try (ContractHost host = ContractHost.start()) {
            host.ovs.vsctl("set-manager", "ptcp:0:127.0.0.1", "tcp:127.0.0.1:1", "tcp:127.0.0.1:2");
            host.settle();
            host.wanted = new Wanted(
                    host.wanted.host(),
                    "cluster-a",
                    new Witness(1, 10),
                    ContractHost.CONTROLLER,
                    Optional.of("tcp:127.0.0.1:2"),
                    false);
            host.repair();
            assertThat(host.ovs.vsctl("--bare", "--columns=target", "find", "Manager", "max_backoff=1000"))
                    .isEqualTo("tcp:127.0.0.1:2\n");
        }
    }

    @Test
    void aNudgeMakesVswitchdReadItsConfigurationAgainAndAWitnessDoesNot() {
        try (ContractHost host = ContractHost.start()) {
            assertThat(HostContract.nudge(host.replica)).isEmpty();
            host.repair();
            awaitBridge(host);
            for (int i = 0; i < 3; i++) {
                long before = reconfigured(host);
                host.client.transact(HostContract.nudge(host.replica));
                host.settle();
                DummyOvs.await("vswitchd to be nudged", () -> reconfigured(host) > before);
            }
            long before = reconfigured(host);
            for (int revision = 11; revision < 31; revision++) {
                host.wanted = seen(host.wanted, new Witness(1, revision));
                assertThat(host.repair()).isEqualTo(1);
                assertThat(host.facts().witness()).contains(new Witness(1, revision));
            }
            host.client.transact(HostContract.nudge(host.replica));
            host.settle();
            DummyOvs.await("vswitchd to be nudged", () -> reconfigured(host) > before);
            assertThat(reconfigured(host) - before).isLessThan(10);
            assertThat(host.operations()).isEmpty();
        }
    }

    /** How often vswitchd has read its configuration; told up to a second late. */
    private static long reconfigured(ContractHost host) {
        return Long.parseLong(
                host.ovs.appctl("coverage/read-counter", "bridge_reconfigure").strip());
    }

    private static Wanted seen(Wanted old, Witness witness) {
        return new Wanted(old.host(), old.clusterId(), witness, old.controller(), old.manager(), old.adopt());
    }

    private static Wanted cluster(Wanted old, String id, boolean adopt) {
        return new Wanted(old.host(), id, old.witness(), old.controller(), old.manager(), adopt);
    }

    private static java.nio.file.Path awaitBridge(ContractHost host) {
        java.nio.file.Path socket = host.ovs.managementSocket("br-int");
        DummyOvs.await("br-int to be up", () -> Files.exists(socket));
        return socket;
    }

    /** Whole rows of what is not ours, without what vswitchd counts. */
    private static String others(ContractHost host) {
        return host.ovs.vsctl("list", "Bridge", "br-x")
                + host.ovs.vsctl("find", "Port", "name=br-x").replaceAll("(?m)^statistics.*$", "")
                + host.ovs.vsctl(
                        "--columns=_uuid,name,type,options,external_ids,ofport", "list", "Interface", "br-x", "x1")
                + host.ovs.vsctl("--columns=_uuid,target,connection_mode,max_backoff", "list", "Controller", "br-x");
    }
}
