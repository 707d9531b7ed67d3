package dev.heddle.lab.workload;

import dev.heddle.lab.LabNames;
import dev.heddle.lab.os.Namespaces;
import dev.heddle.lab.os.Script;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Namespaces and links of workloads: many at a time, by one program run for each host and step. */
final class WorkloadNetwork {
    private final LabNames names;
    private final String fabric;

    WorkloadNetwork(LabNames names) {
        this.names = names;
        this.fabric = names.fabricNamespace();
    }

    /** Of workloads made before those that are still whole, wired to their hosts; what is left of any other goes. */
    List<Workload> adopt(Collection<Workload> known) {
        Set<String> links = new HashSet<>(Namespaces.links(fabric));
        List<Workload> whole = known.stream()
                .filter(w -> Namespaces.exists(namespace(w)) && links.containsAll(List.of(w.jack(), w.lead())))
                .toList();
        whole.forEach(w -> links.removeAll(List.of(w.jack(), w.lead())));
        Namespaces.ipForce(
                fabric,
                links.stream()
                        .filter(LabNames::patched)
                        .map(link -> "link del " + link)
                        .toList());
        List<String> kept = whole.stream().map(this::namespace).toList();
        Namespaces.remove(Namespaces.list(name -> name.startsWith(names.workloadPrefix()) && !kept.contains(name)));
        new Script().tc(fabric, whole.stream().map(PatchLines::send).toList()).run();
        return whole;
    }

    /** Makes them; gives those that worked out. */
    List<Workload> create(List<Workload> workloads) {
        return PerHost.run(workloads, w -> w, this::createGroup, w -> remove(List.of(w)));
    }

    /** Removes namespaces with all that runs in them, and links. */
    void remove(Collection<Workload> workloads) {
        unwire(workloads);
        Namespaces.ipForce(
                fabric, workloads.stream().map(w -> "link del " + w.jack()).toList());
        Namespaces.remove(workloads.stream().map(this::namespace).toList());
    }

    /** Removes the links to their hosts. */
    void unwire(Collection<Workload> workloads) {
        atHosts(workloads, w -> "link del " + w.link());
    }

    /** Takes the links to their hosts down. */
    void lower(Collection<Workload> workloads) {
        atHosts(workloads, PatchLines::lower);
    }

    private void atHosts(Collection<Workload> workloads, Function<Workload, String> line) {
        var _ = PerHost.run(
                workloads,
                w -> w,
                (host, group) -> Namespaces.ipForce(names.hostNamespace(host), one(group, line)),
                _ -> {});
    }

    /** Makes running workloads' devices as their ports now ask; gives those that worked out. */
    List<Plan.Change> change(List<Plan.Change> changes) {
        return PerHost.run(changes, Plan.Change::to, this::changeGroup, _ -> {});
    }

    /** Makes leads to the new hosts too, which carry nothing yet; gives those that worked out. */
    List<Plan.Change> reach(List<Plan.Change> moves) {
        unwire(moves.stream().map(Plan.Change::to).toList());
        return PerHost.run(moves, Plan.Change::to, this::reachGroup, _ -> {});
    }

    /** From here on they receive from both hosts, and send to the old; gives those that worked out. */
    List<Plan.Change> raise(List<Plan.Change> moves) {
        return PerHost.run(
                moves,
                Plan.Change::to,
                (_, group) -> Namespaces.ip(fabric, one(group, change -> PatchLines.raiseLead(change.to()))),
                _ -> {});
    }

    /** From here on they send to the new hosts; gives those that worked out. */
    List<Plan.Change> switchOver(List<Plan.Change> moves) {
        return PerHost.run(moves, Plan.Change::to, this::switchGroup, _ -> {});
    }

    /** Userspace switching delivers frames as they are: a checksum left to hardware would stay wrong. */
    private void createGroup(String host, List<Workload> group) {
        Namespaces.add(group.stream().map(this::namespace).toList());
        Script script = new Script()
                .ip(fabric, one(group, PatchLines::makeJack))
                .sh(fabric, one(group, w -> "ethtool -K " + w.parked() + " tx off >/dev/null"))
                .ip(fabric, one(group, w -> IpLines.enter(w, namespace(w))))
                .tc(fabric, one(group, PatchLines::prepareJack));
        lead(script, host, group)
                .ip(fabric, one(group, PatchLines::raiseLead))
                .tc(fabric, one(group, PatchLines::send));
        group.forEach(w -> script.ip(namespace(w), IpLines.configure(w)));
        script.run();
    }

    private void changeGroup(String host, List<Plan.Change> group) {
        Script script = new Script().ip(names.hostNamespace(host), one(group, change -> IpLines.resize(change.to())));
        reconfigure(script, group).run();
    }

    private void reachGroup(String host, List<Plan.Change> group) {
        lead(new Script(), host, group.stream().map(Plan.Change::to).toList()).run();
    }

    private void switchGroup(String host, List<Plan.Change> group) {
        Script script = new Script().tc(fabric, one(group, change -> PatchLines.send(change.to())));
        reconfigure(script, group).run();
    }

    private Script lead(Script script, String host, List<Workload> group) {
        List<String> receive =
                group.stream().flatMap(w -> PatchLines.receive(w).stream()).toList();
        return script.ip(names.hostNamespace(host), one(group, w -> PatchLines.makeLead(w, fabric)))
                .tc(fabric, receive);
    }

    private Script reconfigure(Script script, List<Plan.Change> group) {
        group.forEach(c -> script.ip(namespace(c.to()), IpLines.reconfigure(c.from(), c.to())));
        return script;
    }

    private static <T> List<String> one(List<T> items, Function<T, String> line) {
        return items.stream().map(line).toList();
    }

    private String namespace(Workload workload) {
        return names.workloadNamespace(workload.tenant(), workload.port());
    }
}
