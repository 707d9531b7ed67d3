package dev.heddle.flow.text;

import dev.heddle.flow.Action.LearnSpec;
import dev.heddle.flow.Field;
import dev.heddle.flow.Match;
import dev.heddle.flow.Subfield;
import org.jspecify.annotations.Nullable;

/** What Open vSwitch refuses of a specification of learn, for the packet and for the specifications before it. */
final class LearnCheck {
    private LearnCheck() {}

    /** Why the specification cannot follow those before it, or null; then {@code learned} is what it makes of the flow. */
    static @Nullable String fault(LearnSpec spec, @Nullable Packet packet, Packet learned) {
        return switch (spec) {
            case LearnSpec.Output s -> source(s.source(), packet);
            case LearnSpec.MatchField s -> first(source(s.source(), packet), target(s.target(), learned));
            case LearnSpec.LoadField s -> first(source(s.source(), packet), loaded(s.target(), learned));
            case LearnSpec.LoadValue s -> loaded(s.target(), learned);
            case LearnSpec.MatchValue s -> {
                String fault = target(s.target(), learned);
                Field field = s.target().field();
                learned.match(
                        new Match.Term(field, s.value().shiftLeft(s.target().start()), field.fullMask()));
                yield fault;
            }
        };
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }

    private static @Nullable String source(Subfield source, @Nullable Packet packet) {
        String fault = named(source.field());
        return fault != null || packet == null ? fault : packet.missing(source.field());
    }

    private static @Nullable String target(Subfield target, Packet learned) {
        return first(named(target.field()), learned.missing(target.field()));
    }

    private static @Nullable String loaded(Subfield target, Packet learned) {
        return first(target(target, learned), ActionCheck.readOnly(target));
    }

    private static @Nullable String named(Field field) {
        return ActionCheck.isExperimenter(field) ? field.text() + " cannot be named in learn" : null;
    }
}
