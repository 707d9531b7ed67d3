package dev.heddle.verify;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.model.state.Image;
import dev.heddle.model.testing.World;

/**
 * One host with ports 2 (a) and 3 (d) of slice t1/red, 4 (e) and 5 (f) of slice t2/blue, and a peer with port b of red and g of
 * blue. Addresses of both slices are the same: 10.0.0.2 is a's and e's, 10.0.0.3 d's and f's, 10.0.0.4 b's and g's.
 */
final class Site {
    static final int A = 2;
    static final int D = 3;
    static final int E = 4;
    static final int F = 5;
    static final int RED = 1;
    static final int BLUE = 2;

    private Site() {}

    static Image image() {
        World world = new World().host("h1", "192.0.2.1").host("h2", "192.0.2.2");
        world.tenant("t1").network("t1", "n").slice("t1", "red", "n", "10.0.0.0/24", "fd00::/64");
        world.tenant("t2").network("t2", "n").slice("t2", "blue", "n", "10.0.0.0/24", "fd00::/64");
        world.port("t1", "a", "red").bind("t1", "a", "h1");
        world.port("t1", "d", "red").bind("t1", "d", "h1");
        world.port("t2", "e", "blue").bind("t2", "e", "h1");
        world.port("t2", "f", "blue").bind("t2", "f", "h1");
        world.port("t1", "b", "red").bind("t1", "b", "h2");
        world.port("t2", "g", "blue").bind("t2", "g", "h2");
        return world.image();
    }

    static Numbered h1() {
        Image image = image();
        Numbered out = Numbered.of(image, "h1");
        check(out, A, "a", "t1/red");
        check(out, D, "d", "t1/red");
        check(out, E, "e", "t2/blue");
        check(out, F, "f", "t2/blue");
        if (out.contract().vnis().get("t1/red") != RED || out.contract().vnis().get("t2/blue") != BLUE) {
            throw new IllegalStateException("other VNIs: " + out.contract());
        }
        return out;
    }

    private static void check(Numbered numbered, int number, String name, String slice) {
        if (!new Contract.Port(number, name, slice)
                .equals(numbered.contract().ports().get(number))) {
            throw new IllegalStateException("port " + number + " is not " + name + ": " + numbered.contract());
        }
    }

    /** As {@code ovs-ofctl add-flow} takes it. */
    static Flow flow(String text) {
        return FlowText.readFlow(text, PortNames.NONE).flow();
    }

    /** As {@code ovs-ofctl add-group} takes it. */
    static Group group(String text) {
        return FlowText.readGroup(text, PortNames.NONE);
    }
}
