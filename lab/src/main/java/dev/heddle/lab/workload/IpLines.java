package dev.heddle.lab.workload;

import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.MacAddress;
import java.util.ArrayList;
import java.util.List;

/** The lines of {@code ip -batch} that configure a workload's device; nothing here runs them. */
final class IpLines {
    /** The name of the one Ethernet device in a workload. */
    static final String DEVICE = "eth0";

    private static final int IPV6_MIN_MTU = 1280;

    private IpLines() {}

    /** In the fabric's namespace: the parked end enters its workload. */
    static String enter(Workload w, String namespace) {
        return "link set dev " + w.parked() + " netns " + namespace + " name " + DEVICE;
    }

    /** In the workload's namespace, to a device that has just entered. */
    static List<String> configure(Workload w) {
        List<String> lines = new ArrayList<>(List.of("link set lo up"));
        lines.addAll(addresses(w));
        lines.add("link set " + DEVICE + " up");
        return lines;
    }

    /** In the workload's namespace, to a device in use: what stays is not taken away meanwhile. */
    static List<String> reconfigure(Workload from, Workload to) {
        List<String> lines = new ArrayList<>();
        if (from.mtu() != to.mtu()) {
            lines.add("link set " + DEVICE + " mtu " + to.mtu());
        }
        if (!from.mac().equals(to.mac())) {
            lines.add("link set " + DEVICE + " address " + to.mac());
        }
        List<String> wanted = all(to);
        for (String address : all(from)) {
            boolean lostWithMtu = from.mtu() < IPV6_MIN_MTU || to.mtu() < IPV6_MIN_MTU;
            if (!wanted.contains(address) && !(lostWithMtu && address.contains(":"))) {
                lines.add("addr del " + address + " dev " + DEVICE);
            }
        }
        lines.addAll(addresses(to));
        return lines;
    }

    /** In the host's namespace. */
    static String resize(Workload to) {
        return "link set dev " + to.link() + " mtu " + to.mtu();
    }

    private static List<String> addresses(Workload w) {
        return all(w).stream()
                .map(address -> "addr replace " + address + " dev " + DEVICE + (address.contains(":") ? " nodad" : ""))
                .toList();
    }

    /** The port's addresses and the link-local one of its MAC; Linux has no IPv6 below 1280 bytes. */
    private static List<String> all(Workload w) {
        List<String> all = new ArrayList<>(w.addresses());
        if (w.mtu() >= IPV6_MIN_MTU) {
            all.add(IpAddress.linkLocal(MacAddress.parse(w.mac())) + "/64");
        }
        return all;
    }
}
