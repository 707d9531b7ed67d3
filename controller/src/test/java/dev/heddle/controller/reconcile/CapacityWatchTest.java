package dev.heddle.controller.reconcile;

import static dev.heddle.ovs.testing.DummyOvs.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.reconcile.contract.HostFacts;
import dev.heddle.controller.reconcile.contract.Wanted;
import dev.heddle.controller.reconcile.contract.Witness;
import dev.heddle.model.manifest.CapacityText;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.state.HostState;
import dev.heddle.model.testing.World;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.net.OvsdbServer;
import dev.heddle.ovs.testing.DummyOvs;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a link to a real Open vSwitch finds out of a host's capacity; the oracle is the machine, which vswitchd counts. */
class CapacityWatchTest {
    private static final HostState HOST = Objects.requireNonNull(
            new World().host("h1", "10.0.0.1").image().hosts().get("h1"));

    /** Wants the contract kept, as long as it takes notes of what is told only where {@link #keeps}. */
    private static final class Keeper implements DatabaseLink.Owner {
        final List<Observed> told = new CopyOnWriteArrayList<>();
        final List<String> problems = new CopyOnWriteArrayList<>();
        final AtomicInteger judged = new AtomicInteger();
        volatile boolean keeps;
        volatile Observed kept = Observed.NOTHING;
        volatile @Nullable DatabaseLink link;

        @Override
        public Optional<Wanted> judge(DatabaseLink from, HostFacts facts) {
            link = from;
            judged.incrementAndGet();
            HostState host = new HostState(HOST.resource(), HOST.spec(), HOST.endpoints(), kept);
            Witness witness = from.witnessFrom(new Witness(1, 1));
            return Optional.of(new Wanted(host, "cluster", witness, "tcp:127.0.0.1:1", Optional.empty(), false));
        }

        @Override
        public void checked(DatabaseLink from, HostFacts facts, DatabaseLink.Contract contract) {
            problems.clear();
            problems.addAll(facts.problems());
        }

        @Override
        public void observed(DatabaseLink from, HostFacts facts, Observed observed) {
            told.add(observed);
            if (keeps) {
                kept = kept.plus(observed);
                from.evaluateAgain();
            }
        }

        @Override
        public void closed(DatabaseLink from, String why) {}
    }

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Keeper keeper = new Keeper();
    private DummyOvs ovs;
    private OvsdbServer server;

    @BeforeEach
    void start() throws Exception {
        ovs = DummyOvs.start("system-h1");
        server = OvsdbServer.listen(
                loops,
                new InetSocketAddress("127.0.0.1", 0),
                OvsdbLimits.DEFAULT,
                () -> new DatabaseLink(keeper, Optional.empty()));
    }

    @AfterEach
    void close() {
        server.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        ovs.close();
    }

    private void join() {
        ovs.vsctl("set-manager", "tcp:127.0.0.1:" + server.address().getPort());
    }

    private String root(String column) {
        return ovs.vsctl("get", "Open_vSwitch", ".", column).strip();
    }

    /** Until all that was written before is told. */
    private void settle() throws Exception {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        Objects.requireNonNull(keeper.link).probe(() -> answered.complete(null));
        answered.get(30, TimeUnit.SECONDS);
    }

    private static long machine(String name) throws Exception {
        Process process = new ProcessBuilder("getconf", name).start();
        return Long.parseLong(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    @Test
    void asksAsLongAsSomethingIsMissingAndIsSilentAfterwards() throws Exception {
        keeper.keeps = true;
        ovs.addBridge("br-phy");
        ovs.addPort("br-phy", "uplink1", 1, "");
        join();
        await("statistics", () -> keeper.kept.capacity().memory().isPresent());
        ovs.vsctl("--no-wait", "set", "Interface", "uplink1", "link_speed=25000000000");
        await("the link's speed", () -> !keeper.kept.uplinks().isEmpty());
        assertThat(keeper.kept.capacity().cpu()).hasValue(1000 * machine("_NPROCESSORS_ONLN"));
        assertThat(keeper.kept.capacity().memory()).hasValue(machine("_PHYS_PAGES") * machine("PAGESIZE"));
        assertThat(keeper.kept.capacity().gpu()).isEmpty();
        assertThat(keeper.kept.uplinks()).isEqualTo(Map.of("uplink1", 25_000_000_000L));

        await("statistics to be off", () -> !root("other_config").contains("enable-statistics"));
        assertThat(root("external_ids")).doesNotContain("heddle-statistics");
        settle();
        settle();
        int told = keeper.told.size();
        int judged = keeper.judged.get();
        ovs.vsctl("--no-wait", "set", "Open_vSwitch", ".", "statistics:cpu=99");
        ovs.vsctl("--no-wait", "set", "Interface", "uplink1", "link_speed=1");
        settle();
        assertThat(keeper.judged).hasValue(judged);
        assertThat(keeper.told).hasSize(told);
    }

    @Test
    void whatTheOperatorHasSwitchedOnStaysOn() throws Exception {
        ovs.vsctl("set", "Open_vSwitch", ".", "other_config:enable-statistics=true");
        keeper.keeps = true;
        join();
        await("statistics", () -> keeper.kept.capacity().memory().isPresent());
        settle();
        settle();
        assertThat(root("other_config")).contains("enable-statistics=\"true\"");
        assertThat(root("external_ids")).doesNotContain("heddle-statistics");
    }

    @Test
    void whatAnEarlierControllerSwitchedOnIsSwitchedOff() {
        keeper.kept = full();
        ovs.vsctl(
                "set",
                "Open_vSwitch",
                ".",
                "other_config:enable-statistics=true",
                "external_ids:heddle-statistics=cluster");
        join();
        await("statistics to be off", () -> !root("other_config").contains("enable-statistics"));
        assertThat(root("external_ids")).doesNotContain("heddle-statistics");
    }

    private static Observed full() {
        return CapacityText.parse("{\"cpu\": 1, \"memory\": 1, \"storage\": 1}");
    }

    @Test
    void whatTheHostWasToldToSayWinsOverWhatIsCounted() throws Exception {
        String said =
                "\"{\\\"cpu\\\":\\\"3\\\",\\\"gpu\\\":{\\\"count\\\":8,\\\"model\\\":\\\"H100\\\"},\\\"memory\\\":\\\"2Ti\\\",\\\"storage\\\":\\\"1Ti\\\"}\"";
        ovs.vsctl("set", "Open_vSwitch", ".", "external_ids:heddle-capacity=" + said);
        join();
        await("the capacity", () -> !keeper.told.isEmpty());
        settle();
        Observed told = keeper.told.getLast();
        assertThat(told.capacity().cpu()).hasValue(3000);
        assertThat(told.capacity().gpu()).hasValue(8);
        assertThat(told.gpuModel()).contains("H100");
        assertThat(told.capacity().memory()).hasValue(2L << 40);
        assertThat(told.capacity().storage()).hasValue(1L << 40);
        assertThat(root("other_config")).as("nothing is left to count").doesNotContain("enable-statistics");

        ovs.vsctl("set", "Open_vSwitch", ".", "external_ids:heddle-capacity=\"{\\\"cpu\\\":\\\"3 cores\\\"}\"");
        await("the problem", () -> !keeper.problems.isEmpty());
        assertThat(keeper.problems)
                .singleElement()
                .asString()
                .startsWith("BadCapacity: external_ids:heddle-capacity:1:8: cpu: \"3 cores\" is no quantity");
    }
}
