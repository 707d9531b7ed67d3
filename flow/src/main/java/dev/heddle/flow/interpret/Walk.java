package dev.heddle.flow.interpret;

import dev.heddle.flow.Action;
import dev.heddle.flow.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one packet through a switch, as a tree of {@link Step}s with every way that it may go.
 *
 * @param packet as it came in
 */
public record Walk(Packet packet, Step.Pass pass) {
    /** Through table 0 of these tables, with ports and connections of which nothing is known. */
    public static Walk of(Tables tables, Packet packet) {
        return of(tables, packet, Tracker.anything(), Ports.UNKNOWN);
    }

    /** Through table 0 of these tables. */
    public static Walk of(Tables tables, Packet packet, Tracker tracker, Ports ports) {
        return new Walk(packet, new Run(new World(tables, tracker, ports), 0, packet).fromTable(0));
    }

    /** As these actions say, which a packet-out brings. */
    public static Walk of(Tables tables, Packet packet, List<Action> actions, Tracker tracker, Ports ports) {
        return new Walk(packet, new Run(new World(tables, tracker, ports), 0, packet).fromActions(actions));
    }

    /** A step with those that it is in, outermost first, itself last. */
    public record Leaf(List<Step> path) {
        public Step step() {
            return path.getLast();
        }

        /** The flow whose action the step is, or null for none (a packet-out's). */
        public @Nullable Flow flow() {
            for (int i = path.size() - 1; i >= 0; i--) {
                if (path.get(i) instanceof Step.Asked asked) {
                    return asked.flow();
                }
            }
            return null;
        }
    }

    /** The outputs that may happen, in order; not those of a pass that fails. */
    public List<Step.Output> outputs() {
        List<Step.Output> out = new ArrayList<>();
        visit((path, step) -> {
            if (step instanceof Step.Output output) {
                out.add(output);
            }
        });
        return out;
    }

    /** Why the walk is not known to its end; empty where it is. */
    public List<String> unknown() {
        List<String> out = new ArrayList<>();
        visit((path, step) -> {
            if (step instanceof Step.Unknown unknown) {
                out.add(unknown.why());
            }
        });
        return out;
    }

    /** Every step without steps within, with its path. */
    public List<Leaf> leaves() {
        List<Leaf> out = new ArrayList<>();
        visit((path, step) -> {
            if (step.within().isEmpty() && step.branches().isEmpty()) {
                out.add(new Leaf(List.copyOf(path)));
            }
        });
        return out;
    }

    /** Gives every step with its path, which is good for the call only; the steps of a pass that fails are left out. */
    private void visit(BiConsumer<List<Step>, Step> to) {
        visit(pass, new ArrayList<>(), to);
    }

    private static void visit(Step.Pass pass, List<Step> path, BiConsumer<List<Step>, Step> to) {
        if (pass.failure() == null) {
            visit(pass.steps(), path, to);
        }
    }

    private static void visit(List<Step> steps, List<Step> path, BiConsumer<List<Step>, Step> to) {
        for (Step step : steps) {
            path.add(step);
            to.accept(path, step);
            visit(step.within(), path, to);
            if (step instanceof Step.Tracked tracked) {
                tracked.outcomes().forEach(o -> visit(o.pass(), path, to));
            } else {
                step.branches().forEach(b -> visit(b.steps(), path, to));
            }
            path.removeLast();
        }
    }
}
