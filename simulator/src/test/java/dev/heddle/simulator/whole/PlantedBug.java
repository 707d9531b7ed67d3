package dev.heddle.simulator.whole;

import java.util.List;

/**
 * A change of one source of the control plane that makes it wrong.
 *
 * @param name what is wrong
 * @param source under the repository's root
 * @param changes each must be found exactly once
 */
record PlantedBug(String name, String source, List<Change> changes) {
    /** @param with in place of {@code text} */
    record Change(String text, String with) {}

    private static final String RECONCILE = "controller/src/main/java/dev/heddle/controller/reconcile/";
    private static final String STATE = "controller/src/main/java/dev/heddle/controller/state/";
    private static final String DECIDE = "model/src/main/java/dev/heddle/model/decide/";
    private static final String COMPILER = "compiler/src/main/java/dev/heddle/compiler/";

    static final List<PlantedBug> ALL = List.of(
            of(
                    "a dropped match",
                    COMPILER + "PortRules.java",
                    "Rule.in(Pipeline.LOCAL, PRIORITY_MATCH, cookie)\n                .when(Pipeline.SLICE, vni)",
                    "Rule.in(Pipeline.LOCAL, PRIORITY_MATCH, cookie)"),
            new PlantedBug(
                    "an id reused at once",
                    DECIDE + "Ids.java",
                    List.of(
                            new Change(
                                    "if (!withoutIt(hosts.newest(), least, entry.getValue())) {",
                                    "if (!withoutIt(hosts.newest(), new TreeMap<>(), entry.getValue())) {"),
                            new Change("Duration QUIET = Duration.ofSeconds(10)", "Duration QUIET = Duration.ZERO"))),
            of(
                    "a lost delete",
                    RECONCILE + "Bundle.java",
                    "difference.delete().forEach(f -> out.add(FlowMod.deleteStrict(f), f));",
                    ""),
            of(
                    "acknowledgement before flush",
                    STATE + "StateThread.java",
                    "ledger.append(draft.batches());\n            } catch",
                    "draft.answer();\n                ledger.append(draft.batches());\n            } catch"),
            of(
                    "a stale port number",
                    RECONCILE + "AgreedPorts.java",
                    "PortMap confirmed = told.confirmedBy(described);",
                    "PortMap confirmed = told;"),
            of(
                    "a swallowed bundle error",
                    RECONCILE + "SwitchConnection.java",
                    "say(new SwitchInput.Rejected(\n                    done.apply().token(),\n                    failed.faults().stream().map(done.bundle()::rejection).toList()));",
                    "say(new SwitchInput.Applied(done.apply().token()));"),
            of(
                    "bindings withdrawn at restart",
                    DECIDE + "Binding.java",
                    "boolean gone = claims.knows(bound.host()) && !plugged.contains(bound.host());",
                    "boolean gone = !plugged.contains(bound.host());"),
            of(
                    "a foreign flow deleted",
                    RECONCILE + "Held.java",
                    "d.delete().stream().filter(f -> adopt || Ownership.ours(f)).toList(),",
                    "d.delete(),"),
            of(
                    "a group deleted before its flows",
                    RECONCILE + "SwitchConnection.java",
                    "Bundle bundle = Bundle.of(apply.difference());",
                    "Bundle bundle = Bundle.of(apply.difference());\n        apply.difference().deleteGroups().forEach(g -> connection().send(GroupMod.delete(g.id())));"),
            of(
                    "a peer removed too early",
                    COMPILER + "CompiledSlice.java",
                    "if (!port.standby().isEmpty()) {",
                    "if (port.standby().size() > 1) {"),
            of(
                    "others' keys written back as they were read",
                    RECONCILE + "contract/MapColumn.java",
                    "return List.of(Operation.mutate(\n                table,\n                List.of(\n                        Mutation.delete(column, OvsdbValue.texts(changed.keySet())),\n                        Mutation.insert(column, OvsdbValue.map(changed))),",
                    "held.putAll(changed);\n        return List.of(Operation.update(\n                table,\n                Map.of(column, OvsdbValue.map(held)),"),
            new PlantedBug(
                    "a look that one under way keeps away",
                    RECONCILE + "DatabaseLink.java",
                    List.of(
                            new Change(
                                    "if (at - retryAt >= 0) {\n                return;\n            }\n            retry.cancel(false);",
                                    "if (!retry.isDone()) {\n                return;\n            }"),
                            new Change("retry = null;\n        evaluateAgain();", "evaluateAgain();"))));

    private static PlantedBug of(String name, String source, String text, String with) {
        return new PlantedBug(name, source, List.of(new Change(text, with)));
    }
}
