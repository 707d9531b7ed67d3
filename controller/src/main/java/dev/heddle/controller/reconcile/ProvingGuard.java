package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.Isolation;
import dev.heddle.flow.Difference;
import dev.heddle.verify.BridgeFacts;
import dev.heddle.verify.Contract;
import dev.heddle.verify.Doubt;
import dev.heddle.verify.IsolationProof;
import dev.heddle.verify.Verdict;
import dev.heddle.verify.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Proves the isolation of one switch: of each program before it is sent, and of what the switch holds, foreign flows, mirrors
 * and the like included. What is held is held to the contract that was acknowledged with it, so that a change on its way is no
 * alarm.
 *
 * <p>As long as the switch holds the program and nothing else there is one proof, which costs what changed; a second one
 * exists while there are foreign flows or groups.
 */
final class ProvingGuard implements Guard {
    private final SharedDifferences shared;
    private final Belongings belongings = new Belongings();
    private Membership membership;
    private PortMap ports = PortMap.EMPTY;
    private Map<Integer, String> described = Map.of();
    private BridgeFacts beside = BridgeFacts.QUIET;

    /** What follows from the three above; null where that is to be worked out anew. */
    private @Nullable Contract contract;

    /** The proof of the program that was looked at last; null before the first. */
    private @Nullable IsolationProof program;

    private @Nullable NumberedProgram looked;
    private Contract lookedTo = Contract.NOTHING;

    /** What was acknowledged last; null where it is not known what the switch holds. */
    private @Nullable Contract acknowledged;

    /** The proof of all that the switch holds, where that is or may be more than the program. */
    private @Nullable IsolationProof all;

    /** What was held when it was last concluded; null where more is known since. */
    private @Nullable NumberedProgram concluded;

    private Isolation isolation = Isolation.UNCHECKED;

    ProvingGuard(Membership membership, SharedDifferences shared) {
        this.membership = membership;
        this.shared = shared;
    }

    /** Whose the ports are; to be told before the program that was compiled from the same snapshot. */
    void members(Membership now) {
        if (!now.sameAs(membership)) {
            contract = null;
        }
        membership = now;
    }

    /** What moves packets of the bridge beside its flows. */
    void beside(BridgeFacts now) {
        if (!now.equals(beside)) {
            beside = now;
            conclude();
        }
    }

    @Override
    public void ports(PortMap nowInUse, Map<Integer, String> all) {
        if (!same(ports, nowInUse) || !described.equals(all)) {
            ports = nowInUse;
            described = all;
            contract = null;
        }
    }

    private Contract contract() {
        if (contract == null) {
            Contract now = membership.contract(ports, described, belongings);
            contract = now.equals(lookedTo) ? lookedTo : now;
        }
        return contract;
    }

    @Override
    public List<Objection> objections(NumberedProgram target) {
        if (program == null || looked == null) {
            program = new IsolationProof(contract(), BridgeFacts.QUIET);
            program.replaceAll(target.flows(), target.groups());
        } else {
            program.change(looked.to(target, shared));
            if (!same(lookedTo, contract())) {
                program.contract(contract());
            }
        }
        looked = target;
        lookedTo = contract();
        return Blame.of(program.verdict());
    }

    @Override
    public boolean knows(NumberedProgram target) {
        return same(looked, target) && same(lookedTo, contract());
    }

    @Override
    public void read(Held held) {
        all = new IsolationProof(acknowledged == null ? contract() : acknowledged, BridgeFacts.QUIET);
        all.replaceAll(held.flows().values(), held.groups().values());
        concluded = null;
        if (acknowledged != null) {
            conclude();
        }
    }

    @Override
    public void holds(NumberedProgram target, @Nullable Difference sent) {
        if (sent == null && same(concluded, target) && same(acknowledged, lookedTo)) {
            return;
        }
        if (all != null) {
            if (sent != null) {
                all.change(sent);
            }
            if (all.flowCount() == target.flowCount()
                    && all.groups().size() == target.groups().size()) {
                takeOver(all, sent);
                all = null;
            } else if (!same(lookedTo, acknowledged)) {
                all.contract(lookedTo);
            }
        }
        acknowledged = lookedTo;
        concluded = target;
        conclude();
    }

    /** What the switch itself said is better known than what should be there. */
    private void takeOver(IsolationProof read, @Nullable Difference sent) {
        if (sent == null && same(lookedTo, acknowledged)) {
            program = read;
        }
    }

    @Override
    public void lost() {
        acknowledged = null;
        all = null;
        isolation = Isolation.UNCHECKED;
    }

    @Override
    public boolean isBehind() {
        return acknowledged != null && !same(acknowledged, contract());
    }

    @Override
    public Isolation isolation() {
        return isolation;
    }

    /** What the flows tell and what is beside them, each held to the contract that was acknowledged. */
    private void conclude() {
        IsolationProof held = all != null ? all : program;
        if (acknowledged == null || held == null) {
            return;
        }
        Verdict verdict = held.verdict();
        if (!beside.equals(BridgeFacts.QUIET)) {
            verdict = and(verdict, new IsolationProof(acknowledged, beside).verdict());
        }
        isolation = IsolationWords.of(verdict, held.flowCount(), acknowledged, membership.snapshot());
    }

    private static Verdict and(Verdict a, Verdict b) {
        List<Witness> witnesses = new ArrayList<>();
        List<Doubt> doubts = new ArrayList<>();
        for (Verdict each : List.of(a, b)) {
            switch (each) {
                case Verdict.Proved _ -> {}
                case Verdict.Violated v -> {
                    witnesses.addAll(v.witnesses());
                    doubts.addAll(v.doubts());
                }
                case Verdict.NotProven n -> doubts.addAll(n.doubts());
            }
        }
        return Verdict.of(witnesses, doubts);
    }

    /** Identity on purpose: programs and contracts are kept as long as they are the same. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(@Nullable Object a, @Nullable Object b) {
        return a == b;
    }
}
