package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.Programs;
import dev.heddle.flow.Difference;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Program;
import dev.heddle.flow.text.FlowText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares a program with what a switch holds, in lines for people. */
final class ProgramView {
    private static final Comparator<Flow> ORDER = Comparator.comparingInt(Flow::table)
            .thenComparing(Comparator.comparingInt(Flow::priority).reversed())
            .thenComparing((Flow flow) -> FlowText.flow(flow));

    private ProgramView() {}

    static Programs.View away(Program program, PortMap ports, Programs.Contract contract) {
        return new Programs.View(
                program.host(),
                program.revision(),
                desired(program, ports),
                Optional.empty(),
                Programs.Change.NONE,
                contract);
    }

    static Programs.View of(Program program, PortMap ports, Held held, Programs.Contract contract) {
        Difference d = held.to(NumberedProgram.of(program, ports, Refusals.NONE), false);
        List<Flow> notPlugged =
                program.flows().stream().filter(f -> f.resolve(ports) == null).toList();
        return new Programs.View(
                program.host(),
                program.revision(),
                desired(program, ports),
                Optional.of(lines(held.groups().values(), held.flows().values())),
                new Programs.Change(
                        lines(
                                added(d, held),
                                Stream.concat(d.add().stream(), notPlugged.stream())
                                        .toList()),
                        lines(changed(d, held), d.change()),
                        lines(d.deleteGroups(), d.delete())),
                contract);
    }

    private static List<Group> added(Difference d, Held held) {
        return d.addGroups().stream()
                .filter(g -> !held.groups().containsKey(g.id()))
                .toList();
    }

    private static List<Group> changed(Difference d, Held held) {
        return d.addGroups().stream()
                .filter(g -> held.groups().containsKey(g.id()))
                .toList();
    }

    private static List<String> desired(Program program, PortMap ports) {
        List<Flow> flows = new ArrayList<>();
        for (Flow flow : program.flows()) {
            Flow numbered = flow.resolve(ports);
            flows.add(numbered == null ? flow : numbered);
        }
        return lines(program.groups(), flows);
    }

    private static List<String> lines(Collection<Group> groups, Collection<Flow> flows) {
        return Stream.concat(
                        groups.stream()
                                .sorted(Comparator.comparing(Group::id, Integer::compareUnsigned))
                                .map(FlowText::group),
                        flows.stream().sorted(ORDER).map(flow -> FlowText.flow(flow)))
                .toList();
    }
}
