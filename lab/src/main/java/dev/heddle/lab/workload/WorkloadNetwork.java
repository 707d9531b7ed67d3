package dev.heddle.lab.workload;

import dev.heddle.lab.LabNames;
import dev.heddle.lab.os.Namespaces;
import dev.heddle.lab.os.Shell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Namespaces and links of workloads: many at a time, by one program run for each host and step. */
final class WorkloadNetwork {
    /** Where a device waits that will take the place of {@link IpLines#DEVICE}. */
    private static final String WAITING = "eth1";
    /** A moved workload's former device, until it is removed. */
    private static final String LEAVING = "left";

    private final LabNames names;

    WorkloadNetwork(LabNames names) {
        this.names = names;
    }

    /** Makes them; gives those that worked out. */
    List<Workload> create(List<Workload> workloads) {
        return PerHost.run(workloads, w -> w, this::createGroup, w -> remove(List.of(w)));
    }

    /** Removes namespaces with all that runs in them, and links. */
    void remove(Collection<Workload> workloads) {
        var _ = PerHost.run(List.copyOf(workloads), w -> w, this::removeLinks, _ -> {});
        Namespaces.remove(workloads.stream().map(this::namespace).toList());
    }

    /** Makes running workloads' devices as their ports now ask; gives those that worked out. */
    List<Plan.Change> change(List<Plan.Change> changes) {
        return PerHost.run(changes, Plan.Change::to, this::changeGroup, _ -> {});
    }

    /** Makes links on the new hosts, beside those in use; gives those that worked out. */
    List<Plan.Change> park(List<Plan.Change> moves) {
        return PerHost.run(moves, Plan.Change::to, this::parkGroup, _ -> {});
    }

    /** Puts the parked links in place of those in use, which go; gives those that worked out. */
    List<Plan.Change> swap(List<Plan.Change> moves) {
        return PerHost.run(moves, Plan.Change::to, this::swapGroup, _ -> {});
    }

    private void createGroup(String host, List<Workload> group) {
        Namespaces.add(group.stream().map(this::namespace).toList());
        makeLinks(host, group);
        enter(host, group, IpLines.DEVICE);
        StringBuilder script = new StringBuilder();
        group.forEach(w -> inside(script, w, IpLines.configure(w)));
        run(script);
    }

    private void removeLinks(String host, List<Workload> group) {
        Namespaces.ipForce(
                names.hostNamespace(host),
                group.stream().map(w -> "link del " + w.link()).toList());
    }

    private void changeGroup(String host, List<Plan.Change> group) {
        Namespaces.ip(
                names.hostNamespace(host),
                group.stream().map(c -> IpLines.resize(c.to())).toList());
        StringBuilder script = new StringBuilder();
        group.forEach(c -> inside(script, c.to(), IpLines.reconfigure(c.from(), c.to())));
        run(script);
    }

    private void parkGroup(String host, List<Plan.Change> group) {
        List<Workload> to = group.stream().map(Plan.Change::to).toList();
        removeLinks(host, to);
        makeLinks(host, to);
    }

    private void swapGroup(String host, List<Plan.Change> group) {
        List<Workload> to = group.stream().map(Plan.Change::to).toList();
        enter(host, to, WAITING);
        StringBuilder script = new StringBuilder();
        for (Workload w : to) {
            // Removing a device takes many times as long as taking its place.
            List<String> lines = new ArrayList<>(List.of(
                    "link set " + IpLines.DEVICE + " down",
                    "link set " + IpLines.DEVICE + " name " + LEAVING,
                    "link set " + WAITING + " name " + IpLines.DEVICE));
            lines.addAll(IpLines.configure(w));
            lines.add("link del " + LEAVING);
            inside(script, w, lines);
        }
        run(script);
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

    private void enter(String host, List<Workload> group, String device) {
        Namespaces.ip(
                names.hostNamespace(host),
                group.stream().map(w -> IpLines.enter(w, namespace(w), device)).toList());
    }

    private void inside(StringBuilder script, Workload workload, List<String> lines) {
        script.append("ip -n ").append(namespace(workload)).append(" -batch - <<E\n");
        lines.forEach(line -> script.append(line).append('\n'));
        script.append("E\n");
    }

    private static void run(StringBuilder script) {
        var _ = Shell.feed("set -e\n" + script, "sh", "-s");
    }

    private String namespace(Workload workload) {
        return names.workloadNamespace(workload.tenant(), workload.port());
    }
}
