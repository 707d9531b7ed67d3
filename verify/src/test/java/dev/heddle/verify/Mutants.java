package dev.heddle.verify;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Programs with one thing wrong. */
final class Mutants {
    private final Numbered from;
    private final RandomGenerator random;

    Mutants(Numbered from, RandomGenerator random) {
        this.from = from;
        this.random = random;
    }

    /** What kinds there are. */
    enum Kind {
        WRONG_PORT,
        ANOTHER_PORT_TOO,
        WRONG_VALUE,
        MISSING_VALUE,
        WRONG_MATCH,
        MISSING_MATCH,
        MISSING_INGRESS,
        OTHER_INGRESS,
        WRONG_TABLE,
        WRONG_PRIORITY,
        GONE,
        WRONG_BUCKET,
        BUCKET_SENDS,
        TO_ALL
    }

    /** A program with this kind of fault, or the same program where the flow that was hit cannot have it. */
    Numbered of(Kind kind) {
        List<Flow> flows = new ArrayList<>(from.flows());
        List<Group> groups = new ArrayList<>(from.groups());
        if (kind == Kind.WRONG_BUCKET || kind == Kind.BUCKET_SENDS) {
            int at = random.nextInt(groups.size());
            groups.set(at, group(kind, groups.get(at)));
        } else {
            List<Integer> fit = new ArrayList<>();
            for (int i = 0; i < flows.size(); i++) {
                if (fits(kind, flows.get(i))) {
                    fit.add(i);
                }
            }
            int at = fit.get(random.nextInt(fit.size()));
            Flow flow = flows.remove(at);
            if (kind != Kind.GONE) {
                Flow mutant = flow(kind, flow);
                flows.removeIf(f -> f.key().equals(mutant.key()));
                flows.add(mutant);
            }
        }
        return new Numbered(from.contract(), flows, groups);
    }

    private static boolean fits(Kind kind, Flow flow) {
        return switch (kind) {
            case WRONG_PORT, ANOTHER_PORT_TOO -> has(flow, Action.Output.class);
            case WRONG_VALUE, MISSING_VALUE ->
                flow.actions().stream()
                        .anyMatch(a -> a instanceof Action.SetField set && set.field() == Field.METADATA);
            case WRONG_MATCH, MISSING_MATCH ->
                flow.match().term(Field.METADATA) != null || flow.match().term(Field.TUN_ID) != null;
            case MISSING_INGRESS, OTHER_INGRESS -> flow.match().inPort() != null;
            case WRONG_TABLE -> flow.instructions().stream().anyMatch(Instruction.Goto.class::isInstance);
            case WRONG_PRIORITY, GONE, WRONG_BUCKET, BUCKET_SENDS, TO_ALL -> true;
        };
    }

    private static boolean has(Flow flow, Class<? extends Action> kind) {
        return flow.actions().stream().anyMatch(kind::isInstance);
    }

    private Flow flow(Kind kind, Flow f) {
        return switch (kind) {
            case WRONG_PORT -> with(f, Action.Output.class, List.of(new Action.Output(port())));
            case ANOTHER_PORT_TOO -> withActions(f, append(f.actions(), new Action.Output(port())));
            case WRONG_VALUE -> {
                Action.SetField set = set(f);
                long value = set.field() == Field.METADATA ? 1 + random.nextInt(3) : random.nextInt(16);
                yield with(f, Action.SetField.class, List.of(Action.SetField.of(set.field(), value)));
            }
            case MISSING_VALUE -> with(f, Action.SetField.class, List.of());
            case WRONG_MATCH -> new Flow(f.table(), f.priority(), match(f, true), f.cookie(), f.instructions());
            case MISSING_MATCH -> new Flow(f.table(), f.priority(), match(f, false), f.cookie(), f.instructions());
            case MISSING_INGRESS -> {
                Match.Builder match = Match.builder();
                f.match().terms().forEach(t -> match.masked(t.field(), t.value(), t.mask()));
                yield new Flow(f.table(), f.priority(), match.build(), f.cookie(), f.instructions());
            }
            case OTHER_INGRESS ->
                new Flow(
                        f.table(),
                        f.priority(),
                        f.match().withInPort(random.nextInt(4) == 0 ? new PortRef.Numbered(Numbered.TUNNEL) : port()),
                        f.cookie(),
                        f.instructions());
            case WRONG_TABLE -> {
                List<Integer> later = from.flows().stream()
                        .map(Flow::table)
                        .distinct()
                        .filter(t -> t > f.table())
                        .toList();
                yield new Flow(
                        f.table(),
                        f.priority(),
                        f.match(),
                        f.cookie(),
                        f.instructions().stream()
                                .map(i -> i instanceof Instruction.Goto
                                        ? new Instruction.Goto(later.get(random.nextInt(later.size())))
                                        : i)
                                .toList());
            }
            case WRONG_PRIORITY -> new Flow(f.table(), random.nextInt(500), f.match(), f.cookie(), f.instructions());
            case TO_ALL -> withActions(f, append(f.actions(), new Action.Output(PortRef.ALL)));
            case GONE, WRONG_BUCKET, BUCKET_SENDS -> throw new IllegalArgumentException(kind.name());
        };
    }

    private PortRef.Numbered port() {
        List<Integer> ports = new ArrayList<>(from.contract().ports().keySet());
        return new PortRef.Numbered(ports.get(random.nextInt(ports.size())));
    }

    private static List<Action> append(List<Action> actions, Action more) {
        List<Action> out = new ArrayList<>(actions);
        out.add(more);
        return out;
    }

    private static Action.SetField set(Flow flow) {
        return flow.actions().stream()
                .filter(Action.SetField.class::isInstance)
                .map(Action.SetField.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** The first action of a kind replaced. */
    private static Flow with(Flow flow, Class<? extends Action> kind, List<Action> now) {
        List<Action> out = new ArrayList<>();
        boolean done = false;
        for (Action action : flow.actions()) {
            if (!done && kind.isInstance(action)) {
                out.addAll(now);
                done = true;
            } else {
                out.add(action);
            }
        }
        return withActions(flow, out);
    }

    private static Flow withActions(Flow flow, List<Action> actions) {
        List<Instruction> out = new ArrayList<>();
        out.add(new Instruction.Apply(actions));
        flow.instructions().stream()
                .filter(i -> !(i instanceof Instruction.Apply))
                .forEach(out::add);
        return new Flow(flow.table(), flow.priority(), flow.match(), flow.cookie(), out);
    }

    /** One term of the match changed, or left out with those that need it. */
    private Match match(Flow flow, boolean other) {
        List<Match.Term> terms = flow.match().terms();
        List<Match.Term> free = terms.stream()
                .filter(t -> !Set.of(Field.ETH_TYPE, Field.IP_PROTO, Field.ICMPV6_TYPE)
                        .contains(t.field()))
                .toList();
        Match.Term hit = free.isEmpty() ? null : free.get(random.nextInt(free.size()));
        Match.Builder match = Match.builder();
        if (flow.match().inPort() != null) {
            match.inPort(flow.match().inPort());
        }
        for (Match.Term term : terms) {
            if (!term.equals(hit)) {
                match.masked(term.field(), term.value(), term.mask());
            } else if (other) {
                match.masked(term.field(), Bits.of(1 + random.nextInt(3)).and(term.mask()), term.mask());
            }
        }
        return match.build();
    }

    private Group group(Kind kind, Group group) {
        List<Group.Bucket> buckets = new ArrayList<>(group.buckets());
        if (buckets.isEmpty()) {
            return group;
        }
        int at = random.nextInt(buckets.size());
        Group.Bucket bucket = buckets.get(at);
        List<Action> actions = kind == Kind.BUCKET_SENDS
                ? List.of(new Action.Output(port()))
                : append(List.of(Action.SetField.of(Field.METADATA, 1 + random.nextInt(3))), bucket.actions());
        buckets.set(at, new Group.Bucket(bucket.id(), bucket.weight(), actions));
        return new Group(group.id(), group.type(), buckets);
    }

    private static List<Action> append(List<Action> actions, List<Action> more) {
        List<Action> out = new ArrayList<>(actions);
        out.addAll(more);
        return out;
    }
}
