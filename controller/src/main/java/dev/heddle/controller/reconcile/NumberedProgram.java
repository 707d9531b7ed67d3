package dev.heddle.controller.reconcile;

import dev.heddle.flow.CommonEnds;
import dev.heddle.flow.Difference;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.flow.Group;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Program;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a switch shall hold: a program with this switch's port numbers, without what is withheld or refused. Immutable;
 * its parts are shared with the one before where nothing in them changed, so that a step costs what changed.
 */
final class NumberedProgram {
    private final Program program;
    private final List<NumberedFragment> parts;
    private final PortMap ports;
    private final Refusals refused;
    private final int flowCount;
    private final List<String> withheld;

    private NumberedProgram(Program program, List<NumberedFragment> parts, PortMap ports, Refusals refused) {
        this.program = program;
        this.parts = parts;
        this.ports = ports;
        this.refused = refused;
        int count = 0;
        SortedSet<String> unplugged = new TreeSet<>();
        for (NumberedFragment part : parts) {
            count += part.flows().size();
            if (!part.withheld().isEmpty()) {
                unplugged.addAll(part.withheld());
            }
        }
        this.flowCount = count;
        this.withheld = List.copyOf(unplugged);
    }

    static NumberedProgram of(Program program, PortMap ports, Refusals refused) {
        return of(program, ports, refused, null);
    }

    /** @param before of the same switch; its parts are used again where they hold */
    static NumberedProgram of(Program program, PortMap ports, Refusals refused, @Nullable NumberedProgram before) {
        if (before == null || !same(before.refused, refused)) {
            List<NumberedFragment> parts = new ArrayList<>(program.fragments().size());
            program.fragments().forEach(f -> parts.add(NumberedFragment.of(f, ports, refused)));
            return new NumberedProgram(program, parts, ports, refused);
        }
        if (before.isOf(program, ports, refused)) {
            return before;
        }
        return new NumberedProgram(program, before.parts(program.fragments(), ports), ports, refused);
    }

    /** Parts for these fragments; what stands at the same place from either end is found without a look at its name. */
    private List<NumberedFragment> parts(List<Fragment> fragments, PortMap numbers) {
        boolean samePorts = same(ports, numbers);
        if (samePorts && same(program.fragments(), fragments)) {
            return parts;
        }
        CommonEnds ends = CommonEnds.of(parts, fragments, (part, fragment) -> same(part.fragment(), fragment));
        IdentityHashMap<Fragment, NumberedFragment> between = new IdentityHashMap<>();
        ends.between(parts).forEach(p -> between.put(p.fragment(), p));
        List<NumberedFragment> out = new ArrayList<>(fragments.size());
        for (int i = 0; i < fragments.size(); i++) {
            Fragment fragment = fragments.get(i);
            NumberedFragment was = i < ends.start()
                    ? parts.get(i)
                    : i >= fragments.size() - ends.end()
                            ? parts.get(parts.size() - fragments.size() + i)
                            : between.get(fragment);
            boolean holds = was != null && (samePorts || was.holdsFor(numbers));
            out.add(holds ? was : NumberedFragment.of(fragment, numbers, refused));
        }
        return out;
    }

    /** Whether it was made of these very objects. */
    boolean isOf(Program wanted, PortMap numbers, Refusals without) {
        return same(program, wanted) && same(ports, numbers) && same(refused, without);
    }

    Program program() {
        return program;
    }

    Refusals refused() {
        return refused;
    }

    int flowCount() {
        return flowCount;
    }

    List<Flow> flows() {
        List<Flow> out = new ArrayList<>(flowCount());
        parts.forEach(p -> out.addAll(p.flows()));
        return out;
    }

    List<Group> groups() {
        List<Group> out = new ArrayList<>();
        parts.forEach(p -> out.addAll(p.groups()));
        return out;
    }

    /** Ports that the program names and that are not plugged. */
    List<String> withheld() {
        return withheld;
    }

    /** The same, as the program names them. */
    Stream<PortRef> unnumbered() {
        return withheld.isEmpty() ? Stream.of() : parts.stream().flatMap(NumberedFragment::unnumbered);
    }

    /** What leads from this to {@code next}; looks only into parts that are not the same. */
    Difference to(NumberedProgram next, SharedDifferences shared) {
        if (same(parts, next.parts)) {
            return Difference.NONE;
        }
        Map<String, NumberedFragment> before = new LinkedHashMap<>();
        CommonEnds ends = CommonEnds.of(parts, next.parts, NumberedProgram::same);
        ends.between(parts).forEach(p -> before.put(p.fragment().name(), p));
        List<Difference> out = new ArrayList<>();
        for (NumberedFragment part : ends.between(next.parts)) {
            NumberedFragment was = before.remove(part.fragment().name());
            if (!same(was, part)) {
                out.add(shared.between(was, part));
            }
        }
        for (NumberedFragment gone : before.values()) {
            out.add(shared.between(gone, null));
        }
        return out.size() == 1 ? out.getFirst() : merge(out);
    }

    /**
     * One difference of several. A key that one part gives up and another takes (a port number that went to another
     * interface) must not be deleted after it was added.
     */
    private static Difference merge(List<Difference> all) {
        if (all.isEmpty()) {
            return Difference.NONE;
        }
        Map<Flow.Key, Flow> deleted = new LinkedHashMap<>();
        Map<Integer, Group> deletedGroups = new LinkedHashMap<>();
        for (Difference d : all) {
            d.delete().forEach(f -> deleted.put(f.key(), f));
            d.deleteGroups().forEach(g -> deletedGroups.put(g.id(), g));
        }
        List<Flow> add = new ArrayList<>();
        List<Flow> change = new ArrayList<>();
        List<Group> addGroups = new ArrayList<>();
        for (Difference d : all) {
            change.addAll(d.change());
            for (Flow flow : d.add()) {
                Flow was = deleted.remove(flow.key());
                if (was == null) {
                    add.add(flow);
                } else if (!was.equals(flow)) {
                    change.add(flow);
                }
            }
            for (Group group : d.addGroups()) {
                if (!group.equals(deletedGroups.remove(group.id()))) {
                    addGroups.add(group);
                }
            }
        }
        return new Difference(
                add, change, List.copyOf(deleted.values()), addGroups, List.copyOf(deletedGroups.values()));
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean same(@Nullable Object a, Object b) {
        return a == b;
    }
}
