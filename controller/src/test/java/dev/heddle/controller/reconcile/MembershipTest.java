package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.state.Programs;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.state.Image;
import dev.heddle.model.testing.World;
import dev.heddle.verify.Contract;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final Map<Integer, String> DESCRIBED =
            Map.of(1, "heddle-vx", 5, "veth5", 6, "veth6", 7, "veth7", -2, "br-int");

    private final World world = new World();

    MembershipTest() {
        world.host("h1", "192.0.2.1").host("h2", "192.0.2.2").tenant("t").network("t", "n");
        world.slice("t", "a", "n", "10.1.0.0/24").slice("t", "b", "n", "10.2.0.0/24");
        world.port("t", "p5", "a").port("t", "p6", "b").port("t", "p7", "b");
    }

    private String uid(String port) {
        return Image.present(world.image().get(ObjectKey.of(Kind.PORT, "t", port)), port)
                .uid()
                .toString();
    }

    private int vni(String slice) {
        return Image.present(world.image().slices().get(ObjectKey.of(Kind.SLICE, "t", slice)), slice)
                .vni();
    }

    private Contract contract(PortMap ports) {
        return Membership.of("h1", world.image()).contract(ports, DESCRIBED, new Belongings());
    }

    private static PortMap ports(Map<String, String> nameByIface) {
        Map<String, Integer> numbers = Map.of("heddle-vx", 1, "veth5", 5, "veth6", 6, "veth7", 7);
        return new PortMap(new TreeMap<>(nameByIface), new TreeMap<>(numbers));
    }

    @Test
    void portsBoundHereAreOfTheirSlicesAndAllOthersOfNone() {
        world.bind("t", "p5", "h1").bind("t", "p6", "h1").bind("t", "p7", "h2");
        Contract contract = contract(ports(Map.of(uid("p5"), "veth5", "t/p6", "veth6", uid("p7"), "veth7")));
        assertThat(contract.tunnelPort()).isEqualTo(OptionalInt.of(1));
        assertThat(contract.complete()).isTrue();
        assertThat(contract.ports())
                .isEqualTo(Map.of(
                        5, new Contract.Port(5, "veth5", "t/a"),
                        6, new Contract.Port(6, "veth6", "t/b"),
                        7, new Contract.Port(7, "veth7", null),
                        -2, new Contract.Port(-2, "br-int", null)));
        assertThat(contract.vnis()).isEqualTo(Map.of("t/a", vni("a"), "t/b", vni("b")));
    }

    @Test
    void anInterfaceThatNamesNoPortOrOneWithoutANumberIsOfNoSlice() {
        world.bind("t", "p5", "h1");
        assertThat(contract(ports(Map.of("t/none", "veth5", UUID.randomUUID().toString(), "veth6", "x", "veth7")))
                        .ports()
                        .values())
                .allMatch(port -> port.slice() == null);
        assertThat(contract(ports(Map.of(uid("p5"), "unnumbered"))).ports().values())
                .allMatch(port -> port.slice() == null);
    }

    @Test
    void ofTwoInterfacesForOnePortTheOneWithItsUidIsMeant() {
        world.bind("t", "p5", "h1");
        Contract contract = contract(ports(Map.of(uid("p5"), "veth5", "t/p5", "veth6")));
        assertThat(contract.named("veth5").orElseThrow().slice()).isEqualTo("t/a");
        assertThat(contract.named("veth6").orElseThrow().slice()).isNull();
    }

    @Test
    void isTheSameUntilAPortComesOrGoesHere() {
        world.bind("t", "p5", "h1");
        Membership before = Membership.of("h1", world.image());
        world.bind("t", "p6", "h2");
        assertThat(Membership.of("h1", world.image()).sameAs(before)).isTrue();
        world.bind("t", "p7", "h1");
        assertThat(Membership.of("h1", world.image()).sameAs(before)).isFalse();
    }

    /** A host hears of the newest snapshot only: a port may have been deleted and declared anew since the last. */
    @Test
    void aPortThatWasDeclaredAnewIsOfItsNewSlice() {
        Belongings belongings = new Belongings();
        world.bind("t", "p5", "h1").bind("t", "p6", "h1");
        PortMap ports = ports(Map.of("t/p5", "veth5", "t/p6", "veth6"));
        assertThat(slice("veth5", ports, belongings)).isEqualTo("t/a");

        world.delete(ObjectKey.of(Kind.PORT, "t", "p5")).port("t", "p5", "b").bind("t", "p5", "h1");
        assertThat(slice("veth5", ports, belongings)).isEqualTo("t/b");
        assertThat(slice("veth6", ports, belongings)).isEqualTo("t/b");

        world.unbind("t", "p5");
        assertThat(slice("veth5", ports, belongings)).isNull();
    }

    private @Nullable String slice(String iface, PortMap ports, Belongings belongings) {
        return Membership.of("h1", world.image())
                .contract(ports, DESCRIBED, belongings)
                .named(iface)
                .orElseThrow()
                .slice();
    }

    @Test
    void peopleSeeTheMembersByNumber() {
        world.bind("t", "p5", "h1").bind("t", "p6", "h1");
        Programs.Contract view =
                Membership.of("h1", world.image()).view(ports(Map.of(uid("p6"), "veth6", uid("p5"), "veth5")));
        assertThat(view.tunnel()).isEqualTo(OptionalInt.of(1));
        assertThat(view.members())
                .containsExactly(
                        new Programs.Member(5, "veth5", "t/p5", "t/a", vni("a")),
                        new Programs.Member(6, "veth6", "t/p6", "t/b", vni("b")));
    }
}
