package dev.heddle.lab.workload;

import dev.heddle.lab.LabNames;
import dev.heddle.lab.os.LabException;
import dev.heddle.lab.os.Namespaces;
import dev.heddle.lab.os.Shell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Namespaces and links of workloads: many at a time, by one program run for each host and step. */
final class WorkloadNetwork {
    private final LabNames names;

    WorkloadNetwork(LabNames names) {
        this.names = names;
    }

    /** Makes them; gives those that worked out. One that cannot be made spoils none of the others. */
    List<Workload> create(List<Workload> workloads) {
        List<Workload> made = new ArrayList<>();
        byHost(workloads, w -> w).forEach((host, group) -> {
            try {
                createGroup(host, group);
                made.addAll(group);
            } catch (LabException e) {
                made.addAll(group.stream().filter(w -> createAlone(host, w)).toList());
            }
        });
        return made;
    }

    /** Removes namespaces with all that runs in them, and links. */
    void remove(Collection<Workload> workloads) {
        byHost(workloads, w -> w)
                .forEach((host, group) -> Namespaces.ipForce(
                        names.hostNamespace(host),
                        group.stream().map(w -> "link del " + w.link()).toList()));
        Namespaces.remove(workloads.stream().map(this::namespace).toList());
    }

    /** Makes a running workload's device as its port now asks. */
    void change(Plan.Change change) {
        Workload to = change.to();
        Namespaces.ip(names.hostNamespace(to.host()), List.of(IpLines.resize(to)));
        Namespaces.ip(namespace(to), IpLines.reconfigure(change.from(), to));
    }

    /** Makes the link on the new host, beside the one in use. */
    void park(Workload to) {
        Namespaces.ipForce(names.hostNamespace(to.host()), List.of("link del " + to.link()));
        makeLinks(to.host(), List.of(to));
    }

    /** Puts the parked link in place of the one in use, which goes. */
    void swap(Plan.Change move) {
        String namespace = namespace(move.to());
        String waiting = "eth1";
        Namespaces.ip(
                names.hostNamespace(move.to().host()),
                List.of("link set " + move.to().parkedLink() + " netns " + namespace + " name " + waiting));
        List<String> lines = new ArrayList<>(
                List.of("link del " + IpLines.DEVICE, "link set " + waiting + " name " + IpLines.DEVICE));
        lines.addAll(IpLines.configure(move.to()));
        Namespaces.ip(namespace, lines);
    }

    private void createGroup(String host, List<Workload> group) {
        Namespaces.add(group.stream().map(this::namespace).toList());
        makeLinks(host, group);
        Namespaces.ip(
                names.hostNamespace(host),
                group.stream().map(w -> IpLines.enter(w, namespace(w))).toList());
        StringBuilder script = new StringBuilder("set -e\n");
        for (Workload w : group) {
            script.append("ip -n ").append(namespace(w)).append(" -batch - <<E\n");
            IpLines.configure(w).forEach(line -> script.append(line).append('\n'));
            script.append("E\n");
        }
        var _ = Shell.feed(script.toString(), "sh", "-s");
    }

    private boolean createAlone(String host, Workload workload) {
        remove(List.of(workload));
        boolean made = tried(workload, () -> createGroup(host, List.of(workload)));
        if (!made) {
            remove(List.of(workload));
        }
        return made;
    }

    /** Runs a step for one workload; false, and its words in the log, where it fails. */
    static boolean tried(Workload workload, Runnable step) {
        try {
            step.run();
            return true;
        } catch (LabException e) {
            System.err.println("port " + workload.name() + ": " + e.getMessage());
            return false;
        }
    }

    /** Userspace switching delivers frames as they are: a checksum left to hardware would stay wrong. */
    private void makeLinks(String host, List<Workload> group) {
        String namespace = names.hostNamespace(host);
        Namespaces.ip(
                namespace,
                group.stream().flatMap(w -> IpLines.makeLink(w).stream()).toList());
        String script = group.stream()
                .map(w -> "ethtool -K " + w.parkedLink() + " tx off >/dev/null\n")
                .collect(Collectors.joining("", "set -e\n", ""));
        var _ = Shell.feed(script, "ip", "netns", "exec", namespace, "sh", "-s");
    }

    private String namespace(Workload workload) {
        return names.workloadNamespace(workload.tenant(), workload.port());
    }

    static <T> Map<String, List<T>> byHost(Collection<T> items, Function<T, Workload> workload) {
        return items.stream()
                .collect(Collectors.groupingBy(
                        item -> workload.apply(item).host(), LinkedHashMap::new, Collectors.toList()));
    }
}
