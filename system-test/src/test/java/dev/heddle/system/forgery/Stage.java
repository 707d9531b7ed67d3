package dev.heddle.system.forgery;

import dev.heddle.system.fixture.Command;
import dev.heddle.system.fixture.Intent;
import dev.heddle.system.fixture.Intent.Port;
import dev.heddle.system.fixture.Intent.Slice;
import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Station;
import dev.heddle.system.wire.Address;
import dev.heddle.system.wire.RawSocket;
import dev.heddle.system.wire.Sniffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of a test: mallory on h1, neighbours on the same and on another host, and outsiders: another slice of the same
 * network, another tenant with the very same addresses, and a slice that h2 has no part in.
 */
public final class Stage {
    public static final String MALLORY = "alpha/mallory";
    public static final String NEAR = "alpha/near";
    public static final String FAR = "alpha/far";
    public static final String OUTSIDE = "alpha/outside";
    /** The place of everything that leaves a host through its uplink or its control link. */
    public static final String WIRES = "wires";

    private static final List<String> SUBNETS = List.of("10.9.0.0/24", "fd00:9::/64");
    private static final List<String> OTHERS = List.of("10.10.0.0/24", "fd00:10::/64");

    public static final Intent INTENT = new Intent(
            List.of(
                    new Slice("alpha", "net", "train", SUBNETS),
                    new Slice("alpha", "net", "other", OTHERS),
                    new Slice("alpha", "net", "away", List.of("10.11.0.0/24")),
                    new Slice("beta", "net", "train", SUBNETS)),
            List.of(
                    port("alpha", "mallory", "train", "h1"),
                    port("alpha", "near", "train", "h1"),
                    port("alpha", "far", "train", "h2"),
                    port("alpha", "outside", "other", "h1"),
                    port("alpha", "outside-far", "other", "h2"),
                    port("alpha", "away-1", "away", "h1"),
                    port("alpha", "away-3", "away", "h3"),
                    port("beta", "mallory", "train", "h2"),
                    port("beta", "near", "train", "h2"),
                    port("beta", "far", "train", "h1")));

    private final LabFixture lab;
    private final Map<String, Station> stations;

    private Stage(LabFixture lab, Map<String, Station> stations) {
        this.lab = lab;
        this.stations = stations;
    }

    /** Declares it and waits until it is there. */
    public static Stage in(LabFixture lab) {
        var _ = lab.apply(INTENT.yaml());
        return new Stage(lab, Station.of(lab, INTENT));
    }

    private static Port port(String tenant, String name, String slice, String host) {
        return new Port(tenant, name, slice, host, "", List.of(), "");
    }

    public Station station(String id) {
        Station station = stations.get(id);
        if (station == null) {
            throw new IllegalArgumentException(id);
        }
        return station;
    }

    public Party party(String id) {
        return Party.of(station(id));
    }

    /** The controller's address on the control network. */
    public byte[] controller() {
        return Address.ip(lab.state().controllerAddress());
    }

    /** The VNI of a slice of tenant alpha. */
    public int vni(String slice) {
        return lab.json("get", "slice", slice, "-t", "alpha", "-o", "json")
                .path("status")
                .path("vni")
                .asInt();
    }

    /** MACs that no port of mallory's slice has: of an outsider, of h1's own stack, of the controller. */
    public Map<String, byte[]> stacks() {
        String h1 = lab.names().hostNamespace("h1");
        Map<String, byte[]> stacks = new LinkedHashMap<>();
        stacks.put("an outsider's port", party(OUTSIDE).mac());
        stacks.put("h1's bridge", mac(h1, "br-int"));
        stacks.put("h1's control link", mac(h1, "control"));
        stacks.put("the controller", mac("", lab.names().rootLink()));
        return stacks;
    }

    /** A link's MAC; {@code namespace} is empty for the root one. */
    public static byte[] mac(String namespace, String link) {
        String shown = namespace.isEmpty()
                ? Command.output("ip", "-br", "link", "show", link)
                : Command.output("ip", "-n", namespace, "-br", "link", "show", link);
        return Address.mac(shown.strip().split("\\s+")[2]);
    }

    /** Listens in every workload, on both sides of every host's switch, and where the controller is. */
    public void listen(Sniffer sniffer) {
        stations.values()
                .forEach(station ->
                        sniffer.listen(station.id(), station.namespace(), "eth0", received -> !received.sent()));
        for (String host : lab.state().hostNames()) {
            String namespace = lab.names().hostNamespace(host);
            int bridge = RawSocket.linkIndex(namespace, "br-int");
            int control = RawSocket.linkIndex(namespace, "control");
            int uplink = RawSocket.linkIndex(namespace, "uplink1");
            sniffer.listen(host + "'s own stack", namespace, "br-int", received -> received.link() == bridge);
            sniffer.listen(host + "'s control link", namespace, "control", received -> received.link() == control);
            sniffer.listen(WIRES, namespace, "uplink1", received -> received.link() == uplink && received.sent());
        }
        sniffer.listen("controller", "", lab.names().rootLink(), _ -> true);
    }
}
