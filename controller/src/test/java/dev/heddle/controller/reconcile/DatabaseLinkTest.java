package dev.heddle.controller.reconcile;

import static dev.heddle.ovs.testing.DummyOvs.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.reconcile.contract.HostFacts;
import dev.heddle.controller.reconcile.contract.Wanted;
import dev.heddle.controller.reconcile.contract.Witness;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One link to a real Open vSwitch, and an owner who counts what it is told. */
class DatabaseLinkTest {
    private static final HostState HOST = Objects.requireNonNull(
            new World().host("h1", "10.0.0.1").image().hosts().get("h1"));

    private record Told(HostFacts facts, DatabaseLink.Contract contract) {}

    private static final class Counting implements DatabaseLink.Owner {
        final List<Told> told = new CopyOnWriteArrayList<>();
        final List<Observed> observed = new CopyOnWriteArrayList<>();
        volatile HostState host = HOST;
        volatile boolean grants = true;
        volatile @Nullable DatabaseLink link;

        @Override
        public Optional<Wanted> judge(DatabaseLink from, HostFacts facts) {
            link = from;
            return grants
                    ? Optional.of(new Wanted(
                            host,
                            "cluster",
                            from.witnessFrom(new Witness(1, 1)),
                            "tcp:127.0.0.1:1",
                            Optional.empty(),
                            false))
                    : Optional.empty();
        }

        @Override
        public void checked(DatabaseLink from, HostFacts facts, DatabaseLink.Contract contract) {
            told.add(new Told(facts, contract));
        }

        @Override
        public void observed(DatabaseLink from, HostFacts facts, Observed told) {
            observed.add(told);
        }

        @Override
        public void closed(DatabaseLink from, String why) {}

        boolean kept() {
            return !told.isEmpty() && told.getLast().contract().kept();
        }
    }

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Counting owner = new Counting();
    private DummyOvs ovs;
    private OvsdbServer server;
    private DatabaseLink link;

    @BeforeEach
    void connect() throws Exception {
        ovs = DummyOvs.start("system-h1");
        server = OvsdbServer.listen(
                loops,
                new InetSocketAddress("127.0.0.1", 0),
                OvsdbLimits.DEFAULT,
                () -> new DatabaseLink(owner, Optional.empty()));
        ovs.vsctl("set-manager", "tcp:127.0.0.1:" + server.address().getPort());
        await("the contract to be kept", owner::kept);
        await("the tunnel", () -> owner.told.getLast().facts().tunnel().isPresent());
        link = Objects.requireNonNull(owner.link);
    }

    @AfterEach
    void close() {
        server.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        ovs.close();
    }

    private void see(long revision) throws Exception {
        link.witness(new Witness(1, revision)).get(30, TimeUnit.SECONDS);
    }

    /** Until all that was done before is told. */
    private void settle() throws Exception {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        link.probe(() -> answered.complete(null));
        answered.get(30, TimeUnit.SECONDS);
    }

    @Test
    void tellsItsOwnerOnlyWhatIsNew() throws Exception {
        settle();
        int before = owner.told.size();
        for (int revision = 2; revision < 6; revision++) {
            see(revision);
            assertThat(ovs.vsctl("get", "Bridge", "br-int", "external_ids:heddle-rev"))
                    .isEqualTo("\"1/" + revision + "\"\n");
        }
        ovs.vsctl("add-br", "br-x");
        ovs.addPort("br-x", "x1", 7, "uid-x");
        ovs.vsctl("set", "Interface", "br-int", "external_ids:note=any");
        settle();
        assertThat(owner.told).hasSize(before);

        link.evaluateAgain();
        settle();
        assertThat(owner.told).hasSize(before + 1);

        ovs.addPort("br-int", "w1", 11, "uid-1");
        await(
                "the plug to be told",
                () -> owner.told.getLast().facts().plugged().containsKey("uid-1"));
        assertThat(owner.told.getLast().facts().plugged()).isEqualTo(Map.of("uid-1", new HostFacts.Plugged("w1", 11)));
    }

    @Test
    void tellsAgainAfterTheOwnerDidNotWantToHear() throws Exception {
        owner.grants = false;
        ovs.vsctl("set", "Open_vSwitch", ".", "external_ids:note=one");
        settle();
        int before = owner.told.size();
        owner.grants = true;
        ovs.vsctl("set", "Open_vSwitch", ".", "external_ids:note=two");
        await("the facts to be told again", () -> owner.told.size() == before + 1);
    }

    /** As vswitchd leaves it when a refusal and a success follow each other faster than its copy of the row does. */
    @Test
    void aPortThatTheDatabaseOnlySaysIsMissingGetsItsNumberBack() throws Exception {
        OptionalInt number = owner.told.getLast().facts().tunnel();
        ovs.vsctl("--no-wait", "set", "Interface", "heddle-vx", "ofport=-1", "error=\"no longer true\"");
        await(
                "the refusal to be told",
                () -> owner.told.getLast().facts().refused().contains("heddle-vx"));
        assertThat(owner.told.getLast().facts().tunnel()).isEmpty();
        await("the tunnel again", () -> owner.told.getLast().facts().tunnel().equals(number));
        HostFacts now = owner.told.getLast().facts();
        assertThat(now.refused()).isEmpty();
        assertThat(now.problems()).isEmpty();
    }

    /** The look that the first loss leads to is still to come, and is too early for the second. */
    @Test
    void aNumberLostAgainBeforeTheFirstLossWasLookedAtComesBackToo() throws Exception {
        OptionalInt number = owner.told.getLast().facts().tunnel();
        for (int loss = 0; loss < 4; loss++) {
            ovs.vsctl("--no-wait", "set", "Interface", "heddle-vx", "ofport=-1");
            await(
                    "the refusal to be told",
                    () -> owner.told.getLast().facts().refused().contains("heddle-vx"));
            ovs.vsctl("--no-wait", "set", "Interface", "heddle-vx", "ofport=" + number.getAsInt());
            await(
                    "the number to be told",
                    () -> owner.told.getLast().facts().tunnel().equals(number));
            TimeUnit.MILLISECONDS.sleep(100);
            ovs.vsctl("--no-wait", "set", "Interface", "heddle-vx", "ofport=-1");
            await(
                    "the refusal to be told again",
                    () -> owner.told.getLast().facts().refused().contains("heddle-vx"));
            await(
                    "the tunnel again",
                    () -> owner.told.getLast().facts().tunnel().equals(number));
        }
    }

    @Test
    void isDoneWithAWitnessThatCanNoLongerBeTold() throws Exception {
        see(2);
        see(1);
        assertThat(ovs.vsctl("get", "Bridge", "br-int", "external_ids:heddle-rev"))
                .isEqualTo("\"1/2\"\n");
        owner.grants = false;
        see(3);
        assertThat(ovs.vsctl("get", "Bridge", "br-int", "external_ids:heddle-rev"))
                .isEqualTo("\"1/2\"\n");
    }
}
