package dev.heddle.verify;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.text.FlowText;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A packet that breaks the contract, and its way.
 *
 * @param packet as {@code ofproto/trace} takes it; empty where any packet does
 * @param from where it enters, in words
 * @param to where it must not go, in words
 * @param path the flows that it meets, from the first table to the culprit
 * @param culprit what lets it out
 */
public record Witness(String packet, String from, String to, List<Flow> path, Culprit culprit) {
    /** What lets a packet out. */
    public sealed interface Culprit {
        /** A flow's own output. */
        record OfFlow(Flow flow) implements Culprit {}

        /** A group's bucket, used by a flow. */
        record OfBucket(Flow flow, Group group, Group.Bucket bucket) implements Culprit {}

        /** A mirror of the bridge. */
        record OfMirror(String name) implements Culprit {}

        /** The hidden flows of in-band control. */
        record InBand() implements Culprit {}

        /** The flow, as {@code ovs-ofctl} prints it, or the mirror by name, or in-band. */
        default String words() {
            return switch (this) {
                case OfFlow f -> FlowText.flow(f.flow());
                case OfBucket b ->
                    "bucket %s of group %s, used by %s"
                            .formatted(
                                    Integer.toUnsignedString(b.bucket().id()),
                                    Integer.toUnsignedString(b.group().id()),
                                    FlowText.flow(b.flow()));
                case OfMirror m -> "mirror " + m.name();
                case InBand _ -> "in-band control";
            };
        }

        /** The flow concerned, or null where it is no flow. */
        default @Nullable Flow flowOrNull() {
            return switch (this) {
                case OfFlow f -> f.flow();
                case OfBucket b -> b.flow();
                case OfMirror _, InBand _ -> null;
            };
        }
    }

    public Witness {
        path = List.copyOf(path);
    }

    /** The first flow on the path that is not wanted, such as a foreign one, or null where all are. */
    public @Nullable Flow unwanted(Predicate<Flow> wanted) {
        return path.stream().filter(wanted.negate()).findFirst().orElse(null);
    }

    /** One line: from where to where, by what, and the packet. */
    public String words() {
        return words(flow -> true);
    }

    /** As {@link #words()}, with the first flow that is not wanted where it is not the culprit's. */
    public String words(Predicate<Flow> wanted) {
        Flow other = unwanted(wanted);
        return "a packet from " + from + " leaves to " + to + " by " + culprit.words()
                + (other == null || other.equals(culprit.flowOrNull()) ? "" : ", led there by " + FlowText.flow(other))
                + (packet.isEmpty() ? "" : ": " + packet);
    }
}
