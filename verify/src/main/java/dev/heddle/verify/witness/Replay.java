package dev.heddle.verify.witness;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.flow.interpret.Step;
import dev.heddle.flow.interpret.Tables;
import dev.heddle.flow.interpret.Walk;
import dev.heddle.verify.Contract;
import dev.heddle.verify.Places;
import dev.heddle.verify.Witness;
import dev.heddle.verify.label.Entry;
import dev.heddle.verify.label.Labels;
import dev.heddle.verify.label.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a packet through the tables to see whether it leaks. */
final class Replay {
    private static final List<PortRef> EVERYWHERE = List.of(PortRef.NORMAL, PortRef.FLOOD, PortRef.ALL);

    private final Tables tables;
    private final Labels labels;

    Replay(Tables tables, Labels labels) {
        this.tables = tables;
        this.labels = labels;
    }

    /** What the packet leaks, at this place rather than at another; empty where it does not. */
    Optional<Witness> leak(Entry entry, Packet packet, Place place) {
        Walk walk = Walk.of(tables, packet);
        @Nullable Witness other = null;
        for (Walk.Leaf leaf : walk.leaves()) {
            if (leaf.step() instanceof Step.Output output) {
                String to = wrong(entry.label(), output);
                if (to != null) {
                    // an action set is executed at the end, by none of the flows
                    Flow flow = Optional.ofNullable(leaf.flow()).orElse(place.flow());
                    boolean here = flow.equals(place.flow());
                    Witness witness = new Witness(
                            packet.toString(),
                            from(entry),
                            to,
                            flows(walk, leaf),
                            culprit(leaf, flow, here ? place : null));
                    if (here) {
                        return Optional.of(witness);
                    }
                    other = witness;
                }
            }
        }
        return Optional.ofNullable(other);
    }

    /** The flows that were asked for on a way, or on the way to its end where that is none's. */
    private static List<Flow> flows(Walk walk, Walk.Leaf leaf) {
        List<Flow> out = new ArrayList<>();
        if (leaf.flow() != null) {
            leaf.path().forEach(s -> asked(s, out));
            return out;
        }
        List<Step> steps = walk.pass().steps();
        while (!steps.isEmpty()) {
            Optional<Step> next =
                    steps.stream().filter(Step.Asked.class::isInstance).reduce((a, b) -> b);
            next.ifPresent(s -> asked(s, out));
            steps = next.map(Step::within).orElse(List.of());
        }
        return out;
    }

    private static void asked(Step step, List<Flow> to) {
        if (step instanceof Step.Asked asked && asked.flow() != null) {
            to.add(asked.flow());
        }
    }

    private static Witness.Culprit culprit(Walk.Leaf leaf, Flow flow, @Nullable Place place) {
        if (place == null || !endsInGroup(leaf)) {
            return new Witness.Culprit.OfFlow(flow);
        }
        Group group = place.group();
        Group.Bucket bucket = place.bucket();
        return group == null || bucket == null
                ? new Witness.Culprit.OfFlow(flow)
                : new Witness.Culprit.OfBucket(flow, group, bucket);
    }

    private static boolean endsInGroup(Walk.Leaf leaf) {
        for (Step step : leaf.path().reversed()) {
            if (step instanceof Step.Asked) {
                return false;
            }
            if (step instanceof Step.Grouped) {
                return true;
            }
        }
        return false;
    }

    /** Where the output goes if it must not, or null. */
    private @Nullable String wrong(int label, Step.Output output) {
        Contract contract = labels.contract();
        if (EVERYWHERE.contains(new PortRef.Numbered(output.port()))) {
            return "every port";
        }
        if (contract.tunnelPort().isPresent() && contract.tunnelPort().getAsInt() == output.port()) {
            long vni = output.packet().number(Field.TUN_ID) & Labels.VNI_MASK;
            boolean known = output.packet()
                    .unknown(Field.TUN_ID)
                    .and(Bits.of(Labels.VNI_MASK))
                    .isZero();
            return !known || labels.mayLeaveWith(label, vni)
                    ? null
                    : Places.tunnel(vni, labels.name(labels.ofVni((int) vni)));
        }
        return labels.mayLeaveBy(label, output.port()) ? null : Places.port(contract, output.port());
    }

    private String from(Entry entry) {
        return switch (entry.tunnel()) {
            case GIVEN -> Places.tunnel(entry.vni(), labels.name(entry.label()));
            case NOT_OURS -> "the tunnel with a VNI that is of no slice";
            case NONE, ANY -> Places.port(labels.contract(), entry.port());
        };
    }
}
