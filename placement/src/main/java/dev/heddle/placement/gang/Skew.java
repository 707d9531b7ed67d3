package dev.heddle.placement.gang;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.gang.Cells.Cell;
import dev.heddle.placement.gang.Model.Choice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * The wish to spread, in a model: each domain that counts holds at least {@code low} workers and at most the skew more. Those
 * count that lie in the domain which the gang must not leave, if there is one.
 */
final class Skew {
    private final CpModel model;
    private final Gang gang;
    private final Cluster cluster;
    private final Domains domains;
    private final Limits limits;
    private final Model parts;
    private final IntVar low;
    /** Whether each host that counts holds a worker; if not, {@code low} is 0. */
    private final BoolVar everywhere;

    Skew(CpModel model, Gang gang, Cluster cluster, Limits limits, Model parts) {
        this.model = model;
        this.gang = gang;
        this.cluster = cluster;
        this.domains = cluster.domains();
        this.limits = limits;
        this.parts = parts;
        this.low = model.newIntVar(0, gang.size(), "");
        this.everywhere = model.newBoolVar("");
    }

    void add() {
        model.addEquality(low, 0).onlyEnforceIf(everywhere.not());
        if (limits.spread() < domains.levels()) {
            domains();
        } else {
            hosts();
        }
    }

    private void domains() {
        SortedMap<Integer, LinearExprBuilder> workers = parts.workers(limits.spread());
        for (int domain : limits.spreadOver(gang, cluster, Scope.WHOLE)) {
            Literal[] counts = counts(domains.first(limits.spread(), domain));
            LinearExprBuilder inside = workers.get(domain);
            if (inside == null) {
                none(counts);
            } else {
                model.addGreaterOrEqual(inside, low).onlyEnforceIf(counts);
            }
        }
        LinearExpr high = LinearExpr.affine(low, 1, limits.maxSkew());
        workers.values().forEach(inside -> model.addLessOrEqual(inside, high));
    }

    /** Hosts of a cell are alike; so the patterns that any of them takes are bounded, and whether all take one. */
    private void hosts() {
        Set<Integer> withRoom = new HashSet<>();
        for (List<Choice> choices : parts.cells()) {
            Cell cell = choices.getFirst().cell();
            withRoom.addAll(cell.hosts());
            LinearExprBuilder takers = LinearExpr.newBuilder();
            for (Choice choice : choices) {
                takers.add(choice.hosts());
                BoolVar taken = model.newBoolVar("");
                model.addLessOrEqual(
                        choice.hosts(), LinearExpr.term(taken, cell.hosts().size()));
                model.addLessOrEqual(low, choice.size()).onlyEnforceIf(taken);
                model.addGreaterOrEqual(low, choice.size() - limits.maxSkew()).onlyEnforceIf(taken);
            }
            model.addEquality(takers, cell.hosts().size())
                    .onlyEnforceIf(with(counts(cell.hosts().getFirst()), everywhere));
        }
        for (int host : limits.spreadOver(gang, cluster, Scope.WHOLE)) {
            if (!withRoom.contains(host)) {
                none(counts(host));
            }
        }
    }

    /** If this counts, nothing is everywhere. */
    private void none(Literal[] counts) {
        model.addEquality(low, 0).onlyEnforceIf(counts);
    }

    /** When what begins at the host counts: if the gang is in its domain. */
    private Literal[] counts(int host) {
        if (limits.within() < 0) {
            return new Literal[0];
        }
        BoolVar used = parts.used(limits.within()).get(domains.domainOf(limits.within(), host));
        return used == null ? new Literal[] {model.falseLiteral()} : new Literal[] {used};
    }

    private static Literal[] with(Literal[] some, Literal another) {
        Literal[] all = new Literal[some.length + 1];
        System.arraycopy(some, 0, all, 0, some.length);
        all[some.length] = another;
        return all;
    }
}
