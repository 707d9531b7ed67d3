package dev.heddle.controller.reconcile;

import static dev.heddle.ovs.testing.DummyOvs.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.state.Isolation;
import dev.heddle.controller.state.Isolation.Verdict;
import dev.heddle.controller.state.Programs;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reconciler beside a real Open vSwitch with ports of two slices, in which leaks are planted by hand. */
class GuardedHostTest {
    private static final long A_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Site site = new Site();

    /** All that was told of h1's isolation, in order. */
    private final List<Isolation> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void join() {
        site.statuses.subscribe(status -> {
            if (status.host().equals("h1")) {
                told.add(status.isolation());
            }
        });
        site.join();
        site.world.slice("t", "other", "n", "10.8.0.0/24");
        site.plug("a", 11);
        site.plug("b", 12);
        site.world.port("t", "c", "other");
        site.ovs.addPort(Site.BRIDGE, "c", 13, Site.uid("c").toString());
        site.world.bind("t", "c", "h1");
        site.world.port("t", "far", "s").bind("t", "far", "h2");
        site.publish();
        site.awaitRealised();
        await("all ports to be programmed", () -> site.status().withheld().isEmpty());
        site.awaitRealised();
        awaitVerdict(Verdict.PROVED);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void awaitVerdict(Verdict verdict) {
        awaitIsolation(verdict.text(), isolation -> isolation.verdict() == verdict);
    }

    private void awaitIsolation(String what, Predicate<Isolation> wanted) {
        await(
                what + " of " + site.status().isolation(),
                () -> wanted.test(site.status().isolation()));
    }

    private Isolation live() {
        return site.reconciler.isolation().of("h1").join().orElseThrow();
    }

    private int vni(String slice) {
        return site.world
                .image()
                .slices()
                .get(ObjectKey.of(Kind.SLICE, "t", slice))
                .vni();
    }

    private void addFlow(String flow) {
        site.ovs.ofctl("-O", "OpenFlow15", "add-flow", site.target(), flow);
    }

    /** From a port of slice s to one of slice other. */
    private static String leak(String cookie) {
        return "cookie=" + cookie + ",table=0,priority=400,in_port=11,actions=output:13";
    }

    @Test
    void whatTheCompilerMakesIsProved() {
        assertThat(told).extracting(Isolation::verdict).doesNotContain(Verdict.VIOLATED);
        assertThat(told).noneMatch(Isolation::notUnderstood);
        assertThat(live().verdict()).isEqualTo(Verdict.PROVED);
    }

    @Test
    void thePortsAreShownWithTheirSlices() {
        Programs.Contract contract = site.view().contract();
        assertThat(contract.tunnel()).isNotEqualTo(OptionalInt.empty());
        assertThat(contract.members())
                .containsExactly(
                        new Programs.Member(11, "a", "t/a", "t/s", vni("s")),
                        new Programs.Member(12, "b", "t/b", "t/s", vni("s")),
                        new Programs.Member(13, "c", "t/c", "t/other", vni("other")));
    }

    @Test
    void aForeignLeakIsReportedWithinASecondAndUntilItIsGone() {
        long start = System.nanoTime();
        addFlow(leak("0x1234"));
        awaitVerdict(Verdict.VIOLATED);
        assertThat(System.nanoTime() - start).isLessThan(A_SECOND);
        Isolation.Witness witness = site.status().isolation().witness().orElseThrow();
        assertThat(witness.kind()).isEqualTo("flow");
        assertThat(witness.owner()).isEqualTo("foreign");
        assertThat(witness.name()).startsWith("cookie=0x1234, table=0").contains("actions=output:13");
        assertThat(witness.packet()).contains("in_port=11");
        assertThat(site.status().isolation().message()).contains("cookie=0x1234");
        site.plug("d", 14);
        site.publish();
        site.awaitRealised();
        assertThat(site.status().isolation().verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(live().verdict()).isEqualTo(Verdict.VIOLATED);
        site.ovs.ofctl("del-flows", site.target(), "cookie=0x1234/-1");
        awaitVerdict(Verdict.PROVED);
    }

    @Test
    void aLeakInOurCookieSpaceIsReportedAndRepaired() {
        long id = site.world.image().get(ObjectKey.of(Kind.PORT, "t", "a")).id();
        long start = System.nanoTime();
        addFlow(leak("0x48440300%08x".formatted(id)));
        await("the leak to be told", () -> told.stream().anyMatch(i -> i.verdict() == Verdict.VIOLATED));
        assertThat(System.nanoTime() - start).isLessThan(A_SECOND);
        assertThat(told.stream()
                        .filter(i -> i.verdict() == Verdict.VIOLATED)
                        .map(i -> i.witness().orElseThrow().owner()))
                .allMatch("Port t/a"::equals);
        awaitVerdict(Verdict.PROVED);
        assertThat(site.ovs.ofctl("dump-flows", site.target(), "table=0")).doesNotContain("priority=400");
    }

    @Test
    void aForeignFlowThatOnlyDropsLeavesAllProved() {
        addFlow("cookie=0x99,table=0,priority=500,in_port=11,actions=drop");
        await(
                "the foreign flow to be named",
                () -> site.status().problems().toString().contains("0x99"));
        assertThat(site.status().isolation().verdict()).isEqualTo(Verdict.PROVED);
        assertThat(live().verdict()).isEqualTo(Verdict.PROVED);
        assertThat(told).extracting(Isolation::verdict).doesNotContain(Verdict.VIOLATED);
        assertThat(told).noneMatch(Isolation::notUnderstood);
    }

    @Test
    void aLeakByAForeignGroupIsSeen() {
        site.ovs.ofctl("-O", "OpenFlow15", "add-group", site.target(), "group_id=77,type=all,bucket=output:13");
        addFlow("cookie=0x1234,table=0,priority=400,in_port=11,actions=group:77");
        awaitVerdict(Verdict.VIOLATED);
        assertThat(site.status().isolation().witness().orElseThrow().kind()).isEqualTo("group");
        site.ovs.ofctl("del-groups", site.target(), "group_id=77");
        awaitVerdict(Verdict.PROVED);
    }

    @Test
    void aLiveCheckSeesWhatWasPutTheMomentBefore() {
        for (int i = 0; i < 5; i++) {
            addFlow(leak("0x1234"));
            assertThat(live().verdict()).isEqualTo(Verdict.VIOLATED);
            site.ovs.ofctl("del-flows", site.target(), "cookie=0x1234/-1");
            assertThat(live().verdict()).isEqualTo(Verdict.PROVED);
        }
    }

    @Test
    void aMirrorIsReportedByName() {
        site.ovs.vsctl(
                "--id=@a",
                "get",
                "Port",
                "a",
                "--",
                "--id=@c",
                "get",
                "Port",
                "c",
                "--",
                "--id=@m",
                "create",
                "Mirror",
                "name=m0",
                "select_src_port=@a",
                "output_port=@c",
                "--",
                "set",
                "Bridge",
                Site.BRIDGE,
                "mirrors=@m");
        awaitVerdict(Verdict.VIOLATED);
        Isolation.Witness witness = site.status().isolation().witness().orElseThrow();
        assertThat(witness.kind()).isEqualTo("mirror");
        assertThat(witness.name()).isEqualTo("m0");
        assertThat(live().verdict()).isEqualTo(Verdict.VIOLATED);
        site.ovs.vsctl("clear", "Bridge", Site.BRIDGE, "mirrors");
        awaitVerdict(Verdict.PROVED);
    }

    @Test
    void inBandControlThatIsSwitchedOnByHandIsReportedAndSwitchedOff() {
        site.ovs.vsctl("set", "Bridge", Site.BRIDGE, "other_config:disable-in-band=false");
        await(
                "in-band to be told",
                () -> told.stream().anyMatch(i -> i.message().contains("in-band")));
        awaitVerdict(Verdict.PROVED);
        assertThat(site.ovs.vsctl("get", "Bridge", Site.BRIDGE, "other_config:disable-in-band"))
                .contains("true");
    }

    @Test
    void aPatchPortIsReportedByName() {
        site.ovs.addBridge("br-x");
        site.ovs.vsctl(
                "add-port",
                Site.BRIDGE,
                "to-x",
                "--",
                "set",
                "Interface",
                "to-x",
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
                "options:peer=to-x");
        awaitIsolation("the patch port to be told", i -> i.message().contains("to-x"));
        assertThat(site.status().isolation().verdict()).isNotEqualTo(Verdict.PROVED);
        site.ovs.vsctl("del-port", "to-x");
        awaitVerdict(Verdict.PROVED);
    }

    @Test
    void ofAHostThatIsAwayNothingIsProven() {
        site.ovs.killVswitchd();
        awaitIsolation(
                "Away", i -> i.verdict() == Verdict.NOT_PROVEN && i.reason().equals("Away"));
        assertThat(live().reason()).isEqualTo("Away");
        site.ovs.startVswitchd();
        awaitVerdict(Verdict.PROVED);
    }

    @Test
    void aHostThatIsNotDeclaredHasNoIsolation() {
        assertThat(site.reconciler.isolation().of("h9").join()).isEmpty();
    }
}
