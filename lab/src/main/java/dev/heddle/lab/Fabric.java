package dev.heddle.lab;

import dev.heddle.lab.os.Namespaces;
import java.util.ArrayList;
import java.util.List;

/**
 * The wires between hosts: a control bridge and one bridge for each underlay in a namespace of its own, where workloads are
 * patched through to their hosts too. A host that is cut off keeps its carrier; its ports just are in no bridge, so that
 * whatever it sends goes nowhere.
 */
final class Fabric {
    private static final String CONTROL = "control";

    private final LabNames names;

    Fabric(LabNames names) {
        this.names = names;
    }

    /** What of a host is cut or healed. */
    enum Network {
        CONTROL,
        UNDERLAY
    }

    /** Makes the namespace with its bridges, without links. */
    void create(int uplinks) {
        Namespaces.addSilent(List.of(names.fabricNamespace()));
        List<String> lines = new ArrayList<>(List.of("link set lo up"));
        lines.addAll(bridge(CONTROL));
        for (int n = 1; n <= uplinks; n++) {
            lines.addAll(bridge(underlay(n)));
        }
        Namespaces.ip(names.fabricNamespace(), lines);
    }

    /** Puts the root's link into the control bridge. */
    void attachRoot() {
        Namespaces.ip(names.fabricNamespace(), List.of("link set root master " + CONTROL + " up"));
    }

    /** Wires every host: links {@code control} and {@code uplink1}, … in its namespace, and their ends here. */
    void wire(LabState state) {
        List<String> here = new ArrayList<>();
        for (String host : state.hostNames()) {
            List<String> there = new ArrayList<>(List.of("link set lo up"));
            there.addAll(link(CONTROL, end(CONTROL, host)));
            there.add("addr add " + state.controlAddress(host) + "/" + LabState.CONTROL_LENGTH + " dev " + CONTROL);
            for (int n : state.uplinkNumbers()) {
                there.addAll(link("uplink" + n, end(underlay(n), host)));
            }
            Namespaces.ip(names.hostNamespace(host), there);
            bridges(state).forEach(bridge -> here.add(join(bridge, host)));
        }
        Namespaces.ip(names.fabricNamespace(), here);
    }

    /** Drops all packets of the host in one network, both ways, silently. */
    void cut(LabState state, String host, Network network) {
        Namespaces.ip(
                names.fabricNamespace(),
                of(state, network).stream()
                        .map(bridge -> "link set " + end(bridge, host) + " nomaster")
                        .toList());
    }

    /** Undoes {@link #cut}. */
    void heal(LabState state, String host, Network network) {
        Namespaces.ip(
                names.fabricNamespace(),
                of(state, network).stream().map(bridge -> join(bridge, host)).toList());
    }

    private static List<String> of(LabState state, Network network) {
        return switch (network) {
            case CONTROL -> List.of(CONTROL);
            case UNDERLAY ->
                state.uplinkNumbers().stream().map(Fabric::underlay).toList();
        };
    }

    private static List<String> bridges(LabState state) {
        List<String> all = new ArrayList<>(of(state, Network.CONTROL));
        all.addAll(of(state, Network.UNDERLAY));
        return all;
    }

    private List<String> link(String name, String farEnd) {
        return List.of(
                "link add " + name + " type veth peer name " + farEnd + " netns " + names.fabricNamespace(),
                "link set " + name + " up");
    }

    /** Neither snooping nor a timer of the bridge may hold back what a host sends. */
    private static List<String> bridge(String name) {
        return List.of("link add " + name + " type bridge mcast_snooping 0 stp_state 0", "link set " + name + " up");
    }

    private static String join(String bridge, String host) {
        return "link set " + end(bridge, host) + " master " + bridge + " up";
    }

    private static String underlay(int number) {
        return "under" + number;
    }

    private static String end(String bridge, String host) {
        return bridge + "-" + host;
    }
}
