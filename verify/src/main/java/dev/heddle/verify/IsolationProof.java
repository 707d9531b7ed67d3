package dev.heddle.verify;

import dev.heddle.flow.Difference;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.interpret.Tables;
import dev.heddle.verify.label.LabelGraph;
import dev.heddle.verify.label.Labels;
import dev.heddle.verify.witness.Search;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proof of one switch's isolation, kept current: flows and groups come and go, and {@link #verdict} works out only what
 * they touch. Flows have numbered ports. What is not understood is not proven.
 *
 * <p>Not thread-safe: whoever made it owns it.
 */
public final class IsolationProof {
    private final LabelGraph graph;
    private final Search search;
    private Contract contract;
    private BridgeFacts facts;
    private Audit audit;
    private @Nullable Tables tables;

    public IsolationProof(Contract contract, BridgeFacts facts) {
        this.contract = contract;
        this.facts = facts;
        this.audit = Audit.of(contract, facts);
        this.graph = new LabelGraph(new Labels(contract));
        this.search = new Search(graph);
    }

    /** The verdict on a whole switch. */
    public static Verdict of(Contract contract, BridgeFacts facts, Collection<Flow> flows, Collection<Group> groups) {
        IsolationProof proof = new IsolationProof(contract, facts);
        proof.replaceAll(flows, groups);
        return proof.verdict();
    }

    /** Forgets all flows and groups and takes these. */
    public void replaceAll(Collection<Flow> newFlows, Collection<Group> newGroups) {
        graph.clear();
        tables = null;
        newGroups.forEach(this::put);
        newFlows.forEach(this::put);
    }

    /**
     * Adds the flow, or takes it for the one with the same key. Throws IllegalArgumentException where it names a port instead
     * of numbering it.
     */
    public void put(Flow flow) {
        graph.put(flow);
        if (tables != null) {
            tables.add(flow);
        }
    }

    public void remove(Flow.Key key) {
        graph.remove(key);
        if (tables != null) {
            tables.remove(key);
        }
    }

    /** Adds the group, or takes it for the one with the same id. */
    public void put(Group group) {
        graph.put(group);
        if (tables != null) {
            tables.add(group);
        }
    }

    public void removeGroup(int id) {
        graph.removeGroup(id);
        if (tables != null) {
            tables.removeGroup(id);
        }
    }

    /** Applies all of a difference. */
    public void change(Difference difference) {
        difference.addGroups().forEach(this::put);
        difference.add().forEach(this::put);
        difference.change().forEach(this::put);
        difference.delete().forEach(f -> remove(f.key()));
        difference.deleteGroups().forEach(g -> removeGroup(g.id()));
    }

    /** Takes another contract; what it says otherwise is then worked out anew. */
    public void contract(Contract now) {
        if (!now.equals(contract)) {
            contract = now;
            audit = Audit.of(contract, facts);
            graph.contract(contract);
        }
    }

    public void facts(BridgeFacts now) {
        facts = now;
        audit = Audit.of(contract, facts);
    }

    /** How many flows there are. */
    public int flowCount() {
        return graph.flowCount();
    }

    public Collection<Flow> flows() {
        return graph.flows();
    }

    public Collection<Group> groups() {
        return graph.groups();
    }

    /** What is known of the flows, groups, contract and facts as they are now. */
    public Verdict verdict() {
        graph.settle();
        if (graph.isTooLarge()) {
            List<Doubt> doubts = new ArrayList<>(audit.doubts());
            doubts.add(Doubt.of("the flows tell more states of packets apart than are looked into"));
            return Verdict.of(audit.witnesses(), doubts);
        }
        if (graph.quiet()) {
            tables = null;
            return Verdict.of(audit.witnesses(), audit.doubts());
        }
        Search.Result found = search.run(tables());
        List<Witness> witnesses = new ArrayList<>(audit.witnesses());
        witnesses.addAll(found.witnesses());
        List<Doubt> doubts = new ArrayList<>(audit.doubts());
        doubts.addAll(found.doubts());
        graph.sharedZones().forEach(words -> doubts.add(Doubt.of(words)));
        return Verdict.of(witnesses, doubts);
    }

    /** The tables to send witnesses through, kept while there is something to look into. */
    private Tables tables() {
        Tables now = tables;
        if (now == null) {
            now = Tables.of(graph.flows(), graph.groups());
            tables = now;
        }
        return now;
    }
}
