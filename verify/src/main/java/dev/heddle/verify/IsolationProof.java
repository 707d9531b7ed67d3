package dev.heddle.verify;

import dev.heddle.flow.Difference;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The proof of one switch's isolation, kept current: flows and groups come and go, and {@link #verdict} works out only what
 * they touch. Flows have numbered ports. What is not understood is not proven.
 *
 * <p>Not thread-safe: whoever made it owns it.
 */
public final class IsolationProof {
    private final Map<Flow.Key, Flow> flows = new HashMap<>();
    private final Map<Integer, Group> groups = new HashMap<>();
    private Contract contract;
    private BridgeFacts facts;

    public IsolationProof(Contract contract, BridgeFacts facts) {
        this.contract = contract;
        this.facts = facts;
    }

    /** The verdict on a whole switch. */
    public static Verdict of(Contract contract, BridgeFacts facts, Collection<Flow> flows, Collection<Group> groups) {
        IsolationProof proof = new IsolationProof(contract, facts);
        proof.replaceAll(flows, groups);
        return proof.verdict();
    }

    /** Forgets all flows and groups and takes these. */
    public void replaceAll(Collection<Flow> newFlows, Collection<Group> newGroups) {
        flows.clear();
        groups.clear();
        newFlows.forEach(this::put);
        newGroups.forEach(this::put);
    }

    /** Adds the flow, or takes it for the one with the same key. */
    public void put(Flow flow) {
        flows.put(flow.key(), flow);
    }

    public void remove(Flow.Key key) {
        flows.remove(key);
    }

    /** Adds the group, or takes it for the one with the same id. */
    public void put(Group group) {
        groups.put(group.id(), group);
    }

    public void removeGroup(int id) {
        groups.remove(id);
    }

    /** Applies all of a difference. */
    public void change(Difference difference) {
        difference.addGroups().forEach(this::put);
        difference.add().forEach(this::put);
        difference.change().forEach(this::put);
        difference.delete().forEach(f -> remove(f.key()));
        difference.deleteGroups().forEach(g -> removeGroup(g.id()));
    }

    /** Takes another contract; the next verdict is worked out anew where it matters. */
    public void contract(Contract now) {
        contract = now;
    }

    public void facts(BridgeFacts now) {
        facts = now;
    }

    public Collection<Flow> flows() {
        return flows.values();
    }

    public Collection<Group> groups() {
        return groups.values();
    }

    /** What is known of the flows, groups, contract and facts as they are now. */
    public Verdict verdict() {
        List<Doubt> doubts = new ArrayList<>(contract.contradictions());
        if (facts.inBand()) {
            doubts.add(Doubt.of("in-band control is not disabled"));
        }
        flows.values().forEach(f -> doubts.add(new Doubt("not looked into", f)));
        return Verdict.of(List.of(), doubts);
    }
}
