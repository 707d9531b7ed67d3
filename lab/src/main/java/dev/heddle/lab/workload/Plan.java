package dev.heddle.lab.workload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What turns the workloads that exist into those that ports ask for.
 *
 * @param remove gone, or another port of the same name
 * @param create new
 * @param change same interface, other addresses, MAC or MTU
 * @param move to another host
 */
record Plan(List<Workload> remove, List<Workload> create, List<Change> change, List<Change> move) {
    /** A workload before and after. */
    record Change(Workload from, Workload to) {}

    static Plan of(Collection<Workload> existing, Collection<Workload> wanted) {
        Map<String, Workload> before = new LinkedHashMap<>();
        existing.forEach(workload -> before.put(workload.name(), workload));
        Plan plan = new Plan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Workload to : wanted) {
            Workload from = before.remove(to.name());
            if (from == null) {
                plan.create.add(to);
            } else if (!from.uid().equals(to.uid())) {
                plan.remove.add(from);
                plan.create.add(to);
            } else if (!from.host().equals(to.host())) {
                plan.move.add(new Change(from, to));
            } else if (!from.equals(to)) {
                plan.change.add(new Change(from, to));
            }
        }
        plan.remove.addAll(before.values());
        return plan;
    }

    boolean isEmpty() {
        return remove.isEmpty() && create.isEmpty() && change.isEmpty() && move.isEmpty();
    }
}
