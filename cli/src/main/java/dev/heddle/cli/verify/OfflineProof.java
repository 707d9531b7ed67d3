package dev.heddle.cli.verify;

import dev.heddle.cli.client.CommandException;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.verify.BridgeFacts;
import dev.heddle.verify.Contract;
import dev.heddle.verify.Doubt;
import dev.heddle.verify.IsolationProof;
import dev.heddle.verify.Verdict;
import dev.heddle.verify.Witness;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The proof of one host's isolation from files. What is outside of the tables, as mirrors, is seen only where megaflows are given, and
 * only of traffic that there was.
 */
public final class OfflineProof {
    private OfflineProof() {}

    /**
     * Reads the files and proves.
     *
     * @param program what {@code GET /v1/hosts/HOST/program} answered
     * @param dump what {@code ovs-ofctl -O OpenFlow15 dump-flows} printed
     * @param groups what {@code ovs-ofctl -O OpenFlow15 dump-groups} printed
     * @param megaflows what the datapath holds, or null where it is not looked at
     * @return the verdict in the form of {@code GET /v1/isolation}; of megaflows, each host has the members {@code leaks} and
     *     {@code unknown} where there are any
     * @throws CommandException bad input, with its place
     */
    public static ObjectNode of(String program, String dump, String groups, @Nullable MegaflowFiles megaflows) {
        ProgramFile read = ProgramFile.read(program);
        PortNames names = names(read.contract());
        List<Flow> flows = DumpFile.flows(dump, names);
        List<Group> grouped = DumpFile.groups(groups, names);
        Verdict verdict = IsolationProof.of(read.contract(), BridgeFacts.QUIET, flows, grouped);
        ObjectNode out = JsonMapper.shared().createObjectNode().put("verdict", verdict.text());
        ObjectNode host = out.putArray("hosts").addObject().put("host", read.host());
        host.put("verdict", verdict.text());
        tell(host, verdict, flow -> read.desired().contains(FlowText.flow(flow)));
        if (megaflows != null) {
            megaflows.judge(read.contract()).tell(host, verdict);
            out.set("verdict", host.path("verdict"));
        }
        return out;
    }

    private static void tell(ObjectNode host, Verdict verdict, Predicate<Flow> ofProgram) {
        switch (verdict) {
            case Verdict.Proved _ ->
                host.put("reason", "Proved")
                        .put("message", "by its flows and groups; what is outside of them was not looked at");
            case Verdict.NotProven not -> {
                Doubt first = not.doubts().getFirst();
                int more = not.doubts().size() - 1;
                host.put("reason", "NotUnderstood");
                host.put("message", more == 0 ? first.words() : first.words() + "; and " + more + " more");
            }
            case Verdict.Violated violated -> {
                Witness witness = violated.witnesses().getFirst();
                host.put("reason", "Leak").put("message", witness.words(ofProgram));
                host.set("witness", json(witness, ofProgram));
            }
        }
    }

    private static ObjectNode json(Witness witness, Predicate<Flow> ofProgram) {
        ObjectNode out = JsonMapper.shared().createObjectNode();
        switch (witness.culprit()) {
            case Witness.Culprit.OfFlow f -> named(out, "flow", f.flow(), ofProgram);
            case Witness.Culprit.OfBucket b -> named(out, "group", b.flow(), ofProgram);
            case Witness.Culprit.OfMirror _, Witness.Culprit.InBand _ ->
                throw new IllegalStateException("not in files: " + witness.words());
        }
        out.put("packet", witness.packet());
        ArrayNode path = out.putArray("path");
        witness.path().forEach(f -> path.add(FlowText.flow(f)));
        return out;
    }

    private static void named(ObjectNode out, String kind, Flow flow, Predicate<Flow> ofProgram) {
        out.put("kind", kind).put("name", FlowText.flow(flow));
        out.put("owner", ofProgram.test(flow) ? "the program" : "foreign");
    }

    /** Dumps that a terminal saw have names for numbers. */
    private static PortNames names(Contract contract) {
        return new PortNames() {
            @Override
            public @Nullable Integer number(String name) {
                return contract.named(name).map(Contract.Port::number).orElse(null);
            }

            @Override
            public @Nullable String name(int number) {
                return null;
            }
        };
    }
}
