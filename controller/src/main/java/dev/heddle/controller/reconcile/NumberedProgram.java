package dev.heddle.controller.reconcile;

import dev.heddle.flow.CommonEnds;
import dev.heddle.flow.Difference;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Fragment;
import dev.heddle.flow.Group;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Program;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final NumberedFragment[] parts;
    private final PortMap ports;
    private final Refusals refused;
    private final int flowCount;
    private final List<String> withheld;

    private NumberedProgram(
            Program program,
            NumberedFragment[] parts,
            PortMap ports,
            Refusals refused,
            int flowCount,
            List<String> withheld) {
        this.program = program;
        this.parts = parts;
        this.ports = ports;
        this.refused = refused;
        this.flowCount = flowCount;
        this.withheld = withheld;
    }

    static NumberedProgram of(Program program, PortMap ports, Refusals refused) {
        return of(program, ports, refused, null);
    }

    /** @param before of the same switch; its parts are used again where they hold */
    static NumberedProgram of(Program program, PortMap ports, Refusals refused, @Nullable NumberedProgram before) {
        if (before == null || !same(before.refused, refused)) {
            List<NumberedFragment> parts = new ArrayList<>(program.fragments().size());
            program.fragments().forEach(f -> parts.add(NumberedFragment.of(f, ports, refused)));
            return new NumberedProgram(
                    program, parts.toArray(NumberedFragment[]::new), ports, refused, flowCount(parts), withheld(parts));
        }
        return before.isOf(program, ports, refused) ? before : before.next(program, ports);
    }

    private static int flowCount(List<NumberedFragment> of) {
        int count = 0;
        for (NumberedFragment part : of) {
            count += part.flows().size();
        }
        return count;
    }

    private static List<String> withheld(List<NumberedFragment> of) {
        SortedSet<String> out = new TreeSet<>();
        for (NumberedFragment part : of) {
            if (!part.withheld().isEmpty()) {
                out.addAll(part.withheld());
            }
        }
        return List.copyOf(out);
    }

    /** What stands at the same place from either end is found without a look at its name, and costs next to nothing. */
    private NumberedProgram next(Program wanted, PortMap numbers) {
        boolean samePorts = same(ports, numbers);
        if (samePorts && same(program.fragments(), wanted.fragments())) {
            return new NumberedProgram(wanted, parts, numbers, refused, flowCount, withheld);
        }
        Fragment[] fragments = wanted.fragments().toArray(Fragment[]::new);
        CommonEnds ends = CommonEnds.ofSame(program.fragments().toArray(), fragments);
        IdentityHashMap<Fragment, NumberedFragment> between = new IdentityHashMap<>();
        ends.between(Arrays.asList(parts)).forEach(p -> between.put(p.fragment(), p));
        NumberedFragment[] out = new NumberedFragment[fragments.length];
        System.arraycopy(parts, 0, out, 0, ends.start());
        System.arraycopy(parts, parts.length - ends.end(), out, out.length - ends.end(), ends.end());
        CommonEnds kept = samePorts ? ends : new CommonEnds(0, 0);
        for (int i = kept.start(); i < out.length - kept.end(); i++) {
            NumberedFragment was = out[i] == null ? between.get(fragments[i]) : out[i];
            boolean holds = was != null && (samePorts || was.holdsFor(numbers));
            out[i] = holds ? was : NumberedFragment.of(fragments[i], numbers, refused);
        }
        List<NumberedFragment> fresh = kept.between(Arrays.asList(out));
        int gone = flowCount(kept.between(Arrays.asList(parts)));
        return new NumberedProgram(
                wanted,
                out,
                numbers,
                refused,
                flowCount - gone + flowCount(fresh),
                withheld(withheld.isEmpty() ? fresh : Arrays.asList(out)));
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
        for (NumberedFragment part : parts) {
            out.addAll(part.flows());
        }
        return out;
    }

    List<Group> groups() {
        List<Group> out = new ArrayList<>();
        for (NumberedFragment part : parts) {
            out.addAll(part.groups());
        }
        return out;
    }

    /** Ports that the program names and that are not plugged. */
    List<String> withheld() {
        return withheld;
    }

    /** The same, as the program names them. */
    Stream<PortRef> unnumbered() {
        return withheld.isEmpty() ? Stream.of() : Arrays.stream(parts).flatMap(NumberedFragment::unnumbered);
    }

    /** What leads from this to {@code next}; looks only into parts that are not the same. */
    Difference to(NumberedProgram next, SharedDifferences shared) {
        if (same(parts, next.parts)) {
            return Difference.NONE;
        }
        Map<String, NumberedFragment> before = new LinkedHashMap<>();
        CommonEnds ends = CommonEnds.ofSame(parts, next.parts);
        ends.between(Arrays.asList(parts)).forEach(p -> before.put(p.fragment().name(), p));
        List<Difference> out = new ArrayList<>();
        for (NumberedFragment part : ends.between(Arrays.asList(next.parts))) {
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
