package dev.heddle.lab.workload;

import dev.heddle.lab.Conditions;
import dev.heddle.lab.Lab;
import dev.heddle.lab.os.Await;
import dev.heddle.lab.os.LabException;
import dev.heddle.lab.os.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Whether workloads can be used: interfaces plugged and configured, ports realised, and the underlay neighbours that
 * their traffic needs resolved, so that not even a first packet is lost. Hosts that are not connected do not count.
 */
public final class Readiness {
    private static final int SHOWN = 5;

    private Readiness() {}

    /**
     * Waits until nothing is missing.
     *
     * @throws LabException ({@code TIMEOUT}), naming some of what is missing
     */
    public static void await(Lab lab, Duration limit) {
        Await.until(limit, () -> missing(lab).isEmpty(), () -> {
            List<String> missing = missing(lab);
            String more = missing.size() > SHOWN ? " and " + (missing.size() - SHOWN) + " more" : "";
            return missing.stream().limit(SHOWN).collect(Collectors.joining("; ")) + more;
        });
    }

    /** What is missing, in words; empty when all is usable. */
    public static List<String> missing(Lab lab) {
        Set<String> connected = lab.api().list("hosts").stream()
                .filter(host -> Conditions.holds(host, "Connected"))
                .map(host -> host.path("metadata").path("name").asString(""))
                .filter(lab.state().hostNames()::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        List<JsonNode> ports = lab.api().list("ports").stream()
                .filter(port -> connected.contains(text(port, "spec", "host")))
                .toList();
        List<String> missing = new ArrayList<>(unplugged(lab, ports));
        for (JsonNode port : ports) {
            if (!Conditions.realised(port)) {
                missing.add("port " + name(port) + " is not realised");
            }
        }
        if (missing.isEmpty()) {
            missing.addAll(unresolved(lab, ports));
        }
        return missing;
    }

    private static List<String> unplugged(Lab lab, List<JsonNode> ports) {
        Map<String, Workload> plugged = new LinkedHashMap<>();
        Plugged.read(lab.directory()).forEach(workload -> plugged.put(workload.uid(), workload));
        List<String> missing = new ArrayList<>();
        for (JsonNode port : ports) {
            Workload workload = plugged.get(text(port, "metadata", "uid"));
            if (workload == null || !workload.shows(port)) {
                missing.add("port " + name(port) + " has no workload yet");
            }
        }
        return missing;
    }

    /** For each host, the tunnel addresses of the ports that its own ports share a slice with. */
    private static List<String> unresolved(Lab lab, List<JsonNode> ports) {
        Map<String, Map<String, Set<String>>> slices = new LinkedHashMap<>();
        for (JsonNode port : ports) {
            slices.computeIfAbsent(slice(port), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(text(port, "spec", "host"), _ -> new TreeSet<>())
                    .add(address(lab, port));
        }
        Map<String, Set<String>> needed = new LinkedHashMap<>();
        for (Map<String, Set<String>> byHost : slices.values()) {
            byHost.forEach((host, _) -> byHost.forEach((peer, addresses) -> {
                if (!host.equals(peer)) {
                    needed.computeIfAbsent(host, _ -> new TreeSet<>()).addAll(addresses);
                }
            }));
        }
        List<String> missing = new ArrayList<>();
        needed.forEach((host, addresses) -> {
            String known = Shell.attempt(
                            "env",
                            "OVS_RUNDIR=" + lab.directory().rundir(host),
                            "ovs-appctl",
                            "--timeout=3",
                            "tnl/neigh/show")
                    .output();
            Set<String> resolved =
                    known.lines().map(line -> line.strip().split("\\s+")[0]).collect(Collectors.toSet());
            addresses.stream()
                    .filter(address -> !resolved.contains(address))
                    .forEach(
                            address -> missing.add("host " + host + " has not resolved the tunnel address " + address));
        });
        return missing;
    }

    private static String address(Lab lab, JsonNode port) {
        String uplink = text(port, "spec", "uplink");
        int number = uplink.isEmpty() ? 1 : Integer.parseInt(uplink.substring("uplink".length()));
        return lab.state().underlayAddress(text(port, "spec", "host"), number);
    }

    private static String slice(JsonNode port) {
        return text(port, "metadata", "tenant") + "/" + text(port, "spec", "slice");
    }

    private static String name(JsonNode port) {
        return text(port, "metadata", "tenant") + "/" + text(port, "metadata", "name");
    }

    private static String text(JsonNode object, String outer, String inner) {
        return object.path(outer).path(inner).asString("");
    }
}
