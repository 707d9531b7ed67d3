package dev.heddle.verify.megaflow;

import dev.heddle.verify.Doubt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ports of one datapath, as {@code ovs-appctl dpif/show} tells them, by every name by which a dump of megaflows may call them: the
 * datapath's number, the interface's name and, for tunnels, the name of the datapath's own port. A name that several ports have is left
 * out.
 *
 * @param ports the OpenFlow number of each port of the bridge
 * @param others the ports of other bridges
 * @param doubts lines that are not understood
 */
public record DatapathPorts(Map<String, Integer> ports, Set<String> others, List<Doubt> doubts) {
    private static final Pattern DATAPATH = Pattern.compile("\\S+@\\S+:.*");
    private static final Pattern BRIDGE = Pattern.compile("  (\\S+):");
    private static final Pattern PORT = Pattern.compile("    (\\S.*) (\\d{1,5})/(none|\\d{1,10}): \\(([^:)]*)(.*)\\)");
    private static final Pattern DST_PORT = Pattern.compile("dst_port=(\\d+)");
    /** How the datapath calls the port of a tunnel without a dst_port of its own, by the tunnel's type. */
    private static final Map<String, String> TUNNELS =
            Map.of("vxlan", "vxlan_sys_4789", "geneve", "genev_sys_6081", "gre", "gre_sys");

    private static final int LOCAL = 65534;
    private static final int OPENFLOW_LOCAL = 0xfffffffe;

    public DatapathPorts {
        ports = Map.copyOf(ports);
        others = Set.copyOf(others);
        doubts = List.copyOf(doubts);
    }

    private record Entry(int datapath, String bridge, int number, List<String> names) {}

    /**
     * Reads the datapath that has the bridge.
     *
     * @param source how doubts call the text
     * @return empty where no datapath has the bridge
     */
    public static Optional<DatapathPorts> read(String source, List<String> lines, String bridge) {
        List<Entry> entries = new ArrayList<>();
        List<Doubt> doubts = new ArrayList<>();
        int datapath = 0;
        int home = 0;
        String at = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            Matcher named = BRIDGE.matcher(line);
            Matcher port = PORT.matcher(line);
            if (DATAPATH.matcher(line).matches()) {
                datapath++;
                at = "";
            } else if (datapath > 0 && named.matches()) {
                at = named.group(1);
                home = at.equals(bridge) ? datapath : home;
            } else if (!at.isEmpty() && port.matches()) {
                entry(datapath, at, port).ifPresent(entries::add);
            } else if (!line.isEmpty()) {
                doubts.add(Doubt.of(source + ":" + (i + 1) + ": a port that is not understood: " + line));
            }
        }
        int of = home;
        return home == 0
                ? Optional.empty()
                : Optional.of(
                        of(entries.stream().filter(e -> e.datapath() == of).toList(), bridge, doubts));
    }

    /** Empty for a patch port, which the datapath does not have. */
    private static Optional<Entry> entry(int datapath, String bridge, Matcher port) {
        String number = port.group(3);
        if (number.equals("none")) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(List.of(number));
        String tunnel = TUNNELS.get(port.group(4));
        if (tunnel == null) {
            names.add(port.group(1));
        } else {
            Matcher own = DST_PORT.matcher(port.group(5));
            names.add(own.find() ? tunnel.replaceFirst("\\d+", own.group(1)) : tunnel);
        }
        int openFlow = Integer.parseInt(port.group(2));
        return Optional.of(new Entry(datapath, bridge, openFlow == LOCAL ? OPENFLOW_LOCAL : openFlow, names));
    }

    private static DatapathPorts of(List<Entry> entries, String bridge, List<Doubt> doubts) {
        Map<String, Entry> holder = new HashMap<>();
        Set<String> shared = new HashSet<>();
        for (Entry entry : entries) {
            for (String name : entry.names()) {
                Entry other = holder.putIfAbsent(name, entry);
                if (other != null && !other.equals(entry)) {
                    shared.add(name);
                }
            }
        }
        holder.keySet().removeAll(shared);
        Map<String, Integer> ports = new HashMap<>();
        Set<String> others = new HashSet<>();
        holder.forEach((name, entry) -> {
            if (entry.bridge().equals(bridge)) {
                ports.put(name, entry.number());
            } else {
                others.add(name);
            }
        });
        return new DatapathPorts(ports, others, doubts);
    }
}
