package dev.heddle.controller.state;

import java.util.List;
import java.util.Optional;

/**
 * Whether a host's switch, with all that it holds, keeps slices apart.
 *
 * @param reason one word in CamelCase for a condition
 * @param message for people: what leaks and how, or why nothing could be proved; empty if there is nothing to say
 * @param witness what shows the violation; empty unless violated
 */
public record Isolation(Verdict verdict, String reason, String message, Optional<Witness> witness) {
    /** Where nothing was looked at yet. */
    public static final Isolation UNCHECKED = notProven("NotChecked", "not checked yet");

    /** The reason of what {@link #notUnderstood} tells. */
    public static final String NOT_UNDERSTOOD = "NotUnderstood";

    /** What is known. Anything that is not understood is not proven. */
    public enum Verdict {
        PROVED("proved"),
        VIOLATED("violated"),
        NOT_PROVEN("notProven");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        /** As the API says it. */
        public String text() {
            return text;
        }

        /** The worse of both: what is known to be wrong outweighs what is not known. */
        public Verdict and(Verdict other) {
            if (this == VIOLATED || other == VIOLATED) {
                return VIOLATED;
            }
            return this == PROVED ? other : this;
        }
    }

    /**
     * What leaks.
     *
     * @param kind {@code flow}, {@code group}, {@code mirror}, {@code port}, {@code in-band}, or what else is to blame
     * @param name the flow as ovs-ofctl prints it, with its cookie; the name of a mirror or port; {@code in-band}
     * @param owner the object that it is for, as {@code Port team-a/p1}; {@code pipeline}; {@code foreign} where it is not ours
     * @param packet one that leaks, as ovs-ofctl writes matches; empty where none is needed to show it
     * @param path the flows that the packet meets, in order, as ovs-ofctl prints them
     */
    public record Witness(String kind, String name, String owner, String packet, List<String> path) {
        public Witness {
            path = List.copyOf(path);
        }
    }

    /** Whether the switch was looked at, and something of it is not understood. */
    public boolean notUnderstood() {
        return verdict == Verdict.NOT_PROVEN && reason.equals(NOT_UNDERSTOOD);
    }

    /** Nothing crosses from one slice to another. */
    public static Isolation proved(String message) {
        return new Isolation(Verdict.PROVED, "Proved", message, Optional.empty());
    }

    /** Something does cross. */
    public static Isolation violated(String message, Witness witness) {
        return new Isolation(Verdict.VIOLATED, "Leak", message, Optional.of(witness));
    }

    /** Nobody knows, and why. */
    public static Isolation notProven(String reason, String message) {
        return new Isolation(Verdict.NOT_PROVEN, reason, message, Optional.empty());
    }
}
