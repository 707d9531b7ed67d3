package dev.heddle.controller.reconcile;

import static dev.heddle.ovs.testing.DummyOvs.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.reconcile.contract.Witness;
import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.Observation;
import dev.heddle.model.testing.World;
import dev.heddle.ovs.testing.DummyOvs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reconciler beside a real Open vSwitch. */
class ReconcilerTest {
    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    private void joinWithTwoPorts() {
        site.join();
        site.plug("a", 11);
        site.plug("b", 12);
        site.world.port("t", "far", "s").bind("t", "far", "h2");
        site.publish();
        site.awaitRealised();
        await("both ports to be programmed", () -> site.status().withheld().isEmpty());
        site.awaitRealised();
    }

    @Test
    void aHostThatJoinsGetsBridgeTunnelAndFlows() {
        assertThat(site.status().phase()).isEqualTo(HostStatus.Phase.AWAY);
        joinWithTwoPorts();
        assertThat(site.ovs.vsctl("get-fail-mode", Site.BRIDGE).strip()).isEqualTo("secure");
        assertThat(site.ovs.vsctl("list-ports", Site.BRIDGE)).contains("heddle-vx");
        assertThat(site.difference()).isEmpty();
        assertThat(site.ovs.ofctl("dump-groups", site.target())).contains("type=all");
        assertThat(site.status().installedFlows())
                .isEqualTo(site.expectedFlows().size());
        assertThat(site.state.last(Observation.Realised.class, "h1"))
                .contains(new Observation.Realised("h1", site.state.snapshot().revision()));
        await(
                "the interfaces to be told",
                () -> site.state
                        .last(Observation.Interfaces.class, "h1")
                        .map(o -> o.plugged()
                                .equals(Map.of(
                                        Site.uid("a").toString(),
                                        "a",
                                        Site.uid("b").toString(),
                                        "b")))
                        .orElse(false));
    }

    @Test
    void whatDoesNotConcernAHostNeedsNoWordFromIt() {
        joinWithTwoPorts();
        long held =
                site.state.last(Observation.Realised.class, "h1").orElseThrow().revision();
        site.world
                .slice("t", "other", "n", "10.8.0.0/24")
                .port("t", "else", "other")
                .bind("t", "else", "h2");
        site.publish();
        site.awaitRealised();
        long newest = site.state.snapshot().revision();
        assertThat(newest).isGreaterThan(held);
        assertThat(site.state.last(Observation.Realised.class, "h1")).contains(new Observation.Realised("h1", held));
        assertThat(site.state.last(Observation.Concerned.class, "h2"))
                .contains(new Observation.Concerned("h2", newest));
        await(
                "all to be compiled",
                () -> site.state
                        .last(Observation.Compiled.class, "")
                        .equals(Optional.of(new Observation.Compiled(newest))));
    }

    @Test
    void fragmentsAreHandledNxMatch() {
        site.join();
        assertThat(site.ovs.ofctl("get-frags", site.target())).contains("nx-match");
    }

    @Test
    void aRestartSendsNoFlowChange() {
        joinWithTwoPorts();
        try (FlowWatch watch = new FlowWatch(site.ovs.directory(), site.target())) {
            site.restart();
            site.awaitRealised();
            site.world.port("t", "c", "s");
            site.publish();
            site.awaitRealised();
            assertThat(watch.events()).isEmpty();
            site.ovs.ofctl("del-flows", site.target(), "table=30");
            watch.awaitEvent();
        }
        site.awaitNoDifference();
    }

    @Test
    void flowsDeletedByHandComeBackWithinThreeSeconds() {
        joinWithTwoPorts();
        String all = "flow_count=" + site.expectedFlows().size();
        site.ovs.ofctl("del-flows", site.target());
        long start = System.nanoTime();
        await(all, () -> site.ovs.ofctl("dump-aggregate", site.target()).contains(all));
        assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
        assertThat(site.difference()).isEmpty();
    }

    @Test
    void flowsAddedByHandGoOrStayByTheirCookie() {
        joinWithTwoPorts();
        site.ovs.ofctl("add-flow", site.target(), "cookie=0x4844030000000099,table=40,priority=5,actions=drop");
        site.awaitNoDifference();
        site.ovs.ofctl("add-flow", site.target(), "cookie=0x1234,table=40,priority=6,actions=drop");
        await(
                "the foreign flow to be named",
                () -> site.status().problems().stream()
                        .anyMatch(p -> p.startsWith("ForeignFlow") && p.contains("0x1234")));
        site.awaitRealised();
        assertThat(site.ovs.ofctl("dump-flows", site.target(), "table=40")).contains("cookie=0x1234");
        site.ovs.ofctl("del-flows", site.target(), "cookie=0x1234/-1");
        await("the problem to go", () -> site.status().problems().isEmpty());
    }

    @Test
    void flowsChangedByHandAreChangedBack() {
        joinWithTwoPorts();
        site.ovs.ofctl("mod-flows", site.target(), "table=30,actions=drop");
        site.awaitNoDifference();
        site.ovs.ofctl(
                "add-flow",
                site.target(),
                "cookie=0x77,table=20,priority=0,idle_timeout=60,send_flow_rem,actions=drop");
        site.awaitNoDifference();
    }

    @Test
    void groupsChangedByHandAreChangedBack() {
        joinWithTwoPorts();
        String before = site.ovs.ofctl("dump-groups", site.target());
        String id = Stream.of(before.split("group_id="))
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(",")[0];
        site.ovs.ofctl("mod-group", site.target(), "group_id=" + id + ",type=all,bucket=actions=drop");
        await("the group to be as before", () -> groups().equals(groupLines(before)));
        site.ovs.ofctl("del-groups", site.target());
        await("the group to come back", () -> groups().equals(groupLines(before)));
        site.awaitNoDifference();
    }

    private List<String> groups() {
        return groupLines(site.ovs.ofctl("dump-groups", site.target()));
    }

    private static List<String> groupLines(String dump) {
        return Stream.of(dump.split("\n"))
                .filter(l -> l.contains("group_id"))
                .map(String::strip)
                .sorted()
                .toList();
    }

    @Test
    void aSwitchThatRestartsGetsItsFlowsBack() {
        joinWithTwoPorts();
        site.ovs.killVswitchd();
        site.awaitPhase(HostStatus.Phase.AWAY);
        site.ovs.startVswitchd();
        site.awaitRealised();
        site.awaitNoDifference();
    }

    @Test
    void aDatabaseThatRestartsChangesNoFlow() {
        joinWithTwoPorts();
        try (FlowWatch watch = new FlowWatch(site.ovs.directory(), site.target())) {
            site.ovs.killOvsdb();
            site.awaitPhase(HostStatus.Phase.AWAY);
            site.ovs.startOvsdb();
            site.awaitRealised();
            assertThat(watch.events()).isEmpty();
            site.ovs.ofctl("del-flows", site.target(), "table=30");
            watch.awaitEvent();
        }
    }

    @Test
    void aPortThatIsNotPluggedIsWithheldUntilItIs() {
        site.join();
        site.world.port("t", "late", "s").bind("t", "late", "h1");
        site.publish();
        site.awaitRealised();
        assertThat(site.status().withheld()).containsExactly(Site.uid("late").toString());
        site.ovs.addPort(Site.BRIDGE, "late", 21, Site.uid("late").toString());
        await("the port to be programmed", () -> site.status().withheld().isEmpty());
        site.awaitNoDifference();
    }

    @Test
    void aPortThatChangesItsNumberIsFollowed() {
        joinWithTwoPorts();
        site.ovs.vsctl("set", "Interface", "a", "ofport_request=33");
        await(
                "the flows of port 33",
                () -> Pattern.compile("in_port=\"?(33|a)\"?[ ,]")
                        .matcher(site.ovs.ofctl("--no-names", "dump-flows", site.target(), "table=0"))
                        .find());
        site.awaitNoDifference();
    }

    @Test
    void manyProgramsInAHurryEndWithTheNewest() {
        joinWithTwoPorts();
        for (int i = 0; i < 50; i++) {
            site.world.port("t", "x" + i, "s").bind("t", "x" + i, "h2");
            site.publish();
        }
        site.awaitRealised();
        assertThat(site.difference()).isEmpty();
    }

    @Test
    void anotherBridgesFlowsStayAndAnAdoptedOnesGo() {
        site.ovs.addBridge("br-other");
        site.ovs.ofctl("add-flow", "unix:" + site.ovs.managementSocket("br-other"), "priority=1,actions=drop");
        site.ovs.addBridge(Site.BRIDGE);
        site.ovs.ofctl("add-flow", site.target(), "cookie=0x1234,table=40,priority=6,actions=drop");
        site.join();
        site.awaitNoDifference();
        assertThat(site.ovs.ofctl("dump-flows", "unix:" + site.ovs.managementSocket("br-other")))
                .contains("priority=1");
    }

    @Test
    void theHostSaysWhatItHasSeen() {
        site.join();
        site.awaitWitness();
        site.restart();
        site.awaitRealised();
        assertThat(site.witness())
                .isEqualTo(new Witness(2, site.state.snapshot().revision()));
        site.world.tenant("another");
        site.publish();
        site.awaitWitness();
    }

    @Test
    void aHostSaysWhatItSeesWhileItsProgramKeepsChanging() {
        joinWithTwoPorts();
        long before = site.witness().revision();
        long start = System.nanoTime();
        for (int i = 0; site.witness().revision() <= before; i++) {
            site.plug("x" + i, 100 + i);
            site.publish();
            site.awaitRealised();
            assertThat(System.nanoTime() - start).isLessThan(4_000_000_000L);
        }
    }

    @Test
    void aHostThatIsLeftSaysWhatItHasSeenLast() {
        joinWithTwoPorts();
        for (int i = 0; i < 3; i++) {
            site.plug("x" + i, 100 + i);
            site.world.tenant("another" + i);
            site.publish();
            site.awaitRealised();
        }
        site.reconciler.close();
        assertThat(site.witness())
                .isEqualTo(new Witness(1, site.state.snapshot().revision()));
    }

    @Test
    void anOlderJournalProgramsNothing() {
        joinWithTwoPorts();
        try (FlowWatch watch = new FlowWatch(site.ovs.directory(), site.target())) {
            site.restart(Site.older().image());
            site.awaitPhase(HostStatus.Phase.JOURNAL_OLDER);
            assertThat(watch.events()).isEmpty();
            site.ovs.ofctl("del-flows", site.target(), "table=30");
            watch.awaitEvent();
        }
    }

    @Test
    void aJournalThatWasRefusedBeforeProgramsNoHostWhateverItHasSeen() {
        site.state.older = Optional.of("refused at an earlier start");
        site.setManager();
        site.awaitPhase(HostStatus.Phase.JOURNAL_OLDER);
        assertThat(site.status().message()).isEqualTo("refused at an earlier start");
        assertThat(site.ovs.vsctl("list-br")).isEmpty();
        site.state.older = Optional.empty();
        site.publish();
        site.awaitRealised();
    }

    @Test
    void aHostThatNobodyDeclaredIsPending() {
        site.ovs.vsctl("set", "Open_vSwitch", ".", "external_ids:system-id=stranger");
        site.setManager();
        await("the stranger", () -> site.statuses.get("stranger") != null);
        assertThat(site.statuses.get("stranger").phase()).isEqualTo(HostStatus.Phase.PENDING);
        assertThat(site.ovs.vsctl("list-br")).isEmpty();
        site.ovs.vsctl("set", "Open_vSwitch", ".", "external_ids:system-id=system-h1");
        site.awaitRealised();
        assertThat(site.statuses.get("stranger")).isNull();
    }

    @Test
    void aHostWithoutASystemIdIsRefusedInWords() {
        site.ovs.vsctl("remove", "Open_vSwitch", ".", "external_ids", "system-id");
        site.setManager();
        await(
                "the refusal",
                () -> site.statuses.all().values().stream()
                        .anyMatch(s -> s.phase() == HostStatus.Phase.REFUSED
                                && s.message().contains("system-id")));
    }

    @Test
    void theViewTellsWhatTheSwitchReallyHolds() {
        joinWithTwoPorts();
        assertThat(site.view().difference().add()).isEmpty();
        assertThat(site.view().difference().delete()).isEmpty();
        assertThat(site.view().installed().orElseThrow())
                .hasSameSizeAs(site.view().desired());
    }

    /** The port sends one packet with a foreign MAC. */
    private void forge(String port, int number) {
        site.ovs.appctl(
                "netdev-dummy/receive",
                port,
                "in_port(" + number + "),eth(src=02:00:00:00:00:99,dst=ff:ff:ff:ff:ff:ff),"
                        + "eth_type(0x0800),ipv4(src=10.9.0.9,dst=10.9.0.1,proto=17,tos=0,ttl=64,frag=no),udp(src=1,dst=2)");
    }

    private long forged(String port) {
        return site.status()
                .drops()
                .getOrDefault(Site.uid(port).toString(), Map.of())
                .getOrDefault("mac", 0L);
    }

    private void awaitForged(String port) {
        await("the packet that " + port + " forged to be counted", () -> forged(port) == 1);
    }

    @Test
    void aDropAfterQuietPeriodsIsCountedWithinOne() {
        joinWithTwoPorts();
        forge("a", 11);
        awaitForged("a");
        site.ovs.appctl("vlog/set", "vconn:file:dbg");
        await("two quiet periods", () -> site.ovs.received("OFPST_AGGREGATE request") >= 2);
        assertThat(site.ovs.received("OFPST_FLOW request")).isZero();
        forge("b", 12);
        long start = System.nanoTime();
        awaitForged("b");
        assertThat(System.nanoTime() - start).isLessThan(6_000_000_000L);
        assertThat(forged("a")).isEqualTo(1);
        assertThat(site.ovs.received("OFPST_FLOW request")).isEqualTo(1);
    }

    @Test
    void dropsAreAddedUpThoughTheirFlowsWereDeletedByHand() {
        joinWithTwoPorts();
        forge("a", 11);
        awaitForged("a");
        site.ovs.ofctl("del-flows", site.target(), "table=19");
        site.awaitNoDifference();
        forge("b", 12);
        awaitForged("b");
        assertThat(forged("a")).isEqualTo(1);
    }

    @Test
    void whatTheSwitchRefusesIsNamedAndTheRestGoesThrough() {
        site.join();
        site.ovs.vsctl(
                "--",
                "--id=@full",
                "create",
                "Flow_Table",
                "flow_limit=2",
                "overflow_policy=refuse",
                "--",
                "set",
                "Bridge",
                Site.BRIDGE,
                "flow_tables:30=@full");
        site.plug("a", 11);
        site.plug("b", 12);
        site.publish();
        await("both ports to be programmed", () -> site.status().withheld().isEmpty());
        await("the second to be refused", () -> !site.status().objectErrors().isEmpty());
        site.awaitRealised();
        assertThat(site.status().objectErrors()).hasSize(1);
        assertThat(site.status().objectErrors().values()).containsExactly("OFPFMFC_TABLE_FULL");
        long refused = site.status().objectErrors().firstKey();
        assertThat(site.ovs.ofctl("dump-flows", site.target()))
                .doesNotContain("cookie=0x484403%010x".formatted(refused))
                .contains("table=30");
        site.ovs.vsctl("clear", "Bridge", Site.BRIDGE, "flow_tables");
        site.ovs.killVswitchd();
        site.awaitPhase(HostStatus.Phase.AWAY);
        site.ovs.startVswitchd();
        site.awaitRealised();
        assertThat(site.status().objectErrors()).isEmpty();
        assertThat(site.difference()).isEmpty();
    }

    @Test
    void aBridgeThatIsDeletedComesBack() {
        joinWithTwoPorts();
        site.ovs.vsctl("del-br", Site.BRIDGE);
        await("the bridge to come back", () -> site.ovs.vsctl("list-br").contains(Site.BRIDGE));
        await("both ports to be missed", () -> site.status().withheld().size() == 2);
        site.awaitRealised();
        site.ovs.addPort(Site.BRIDGE, "a", 11, Site.uid("a").toString());
        site.ovs.addPort(Site.BRIDGE, "b", 12, Site.uid("b").toString());
        await("both ports to be programmed", () -> site.status().withheld().isEmpty());
        site.awaitRealised();
        site.awaitNoDifference();
    }

    @Test
    void aTunnelPortThatIsDeletedComesBack() {
        joinWithTwoPorts();
        site.ovs.vsctl("del-port", "heddle-vx");
        await("the tunnel port", () -> site.ovs.vsctl("list-ports", Site.BRIDGE).contains("heddle-vx"));
        site.awaitNoDifference();
    }

    @Test
    void twoLivingHostsWithOneIdAreBothRefused() {
        site.join();
        try (DummyOvs second = DummyOvs.start("system-h1")) {
            second.vsctl(
                    "set-manager",
                    "tcp:127.0.0.1:" + site.reconciler.ovsdbAddress().getPort());
            site.awaitPhase(HostStatus.Phase.REFUSED);
            assertThat(site.status().reason()).isEqualTo("DuplicateSystemId");
            assertThat(second.vsctl("list-br")).isEmpty();
        }
        site.awaitRealised();
    }

    @Test
    void aHostThatWantsToBeDialledIsDialled() {
        site.declareDialled();
        site.awaitRealised();
        assertThat(site.difference()).isEmpty();
        assertThat(site.ovs.vsctl("get-controller", Site.BRIDGE).strip())
                .isEqualTo("tcp:127.0.0.1:" + site.reconciler.openflowAddress().getPort());
    }

    @Test
    void aHostThatIsNoLongerDeclaredIsLeftAlone() {
        site.join();
        site.state.publish(new World().host("h2", "10.0.0.2").image());
        await("h1 to be forgotten", () -> site.statuses.get("h1") == null && site.statuses.get("system-h1") != null);
        assertThat(site.statuses.get("system-h1").phase()).isEqualTo(HostStatus.Phase.PENDING);
        assertThat(site.ovs.vsctl("list-br")).contains(Site.BRIDGE);
    }

    /** What its switch still holds may be under numbers that are others' by now: nobody is to send there before it is right. */
    @Test
    void ofAHostThatIsDeclaredAgainInterfacesAreToldOnceItsSwitchIsRight() {
        joinWithTwoPorts();
        site.state.publish(new World().host("h2", "10.0.0.2").image());
        await("h1 to be forgotten", () -> site.statuses.get("h1") == null && site.statuses.get("system-h1") != null);
        int before = site.state.observed.size();
        site.publish();
        await("h1's interfaces to be told", () -> sinceThen(before).contains(Observation.Interfaces.class));
        assertThat(sinceThen(before))
                .containsSubsequence(Observation.Realised.class, Observation.Interfaces.class)
                .doesNotContainSubsequence(Observation.Interfaces.class, Observation.Realised.class);
    }

    private List<Class<?>> sinceThen(int index) {
        return site.state.observed.stream()
                .skip(index)
                .filter(o -> o.host().equals("h1"))
                .<Class<?>>map(Object::getClass)
                .toList();
    }
}
