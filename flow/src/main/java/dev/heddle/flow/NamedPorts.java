package dev.heddle.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ports that actions name, also within others. */
final class NamedPorts {
    private NamedPorts() {}

    /** Gives each port of the instructions to {@code to}. */
    static void of(List<Instruction> instructions, Consumer<PortRef> to) {
        instructions.forEach(instruction -> ofActions(instruction.actions(), to));
    }

    private static void ofActions(List<Action> actions, Consumer<PortRef> to) {
        for (Action action : actions) {
            switch (action) {
                case Action.Output output -> to.accept(output.port());
                case Action.OutputTruncated output -> to.accept(output.port());
                case Action.Resubmit resubmit -> to.accept(resubmit.port());
                case Action.Bundle bundle -> bundle.members().forEach(to);
                case Action.Sample sample when sample.samplingPort() != null -> to.accept(sample.samplingPort());
                case Action.Clone clone -> ofActions(clone.actions(), to);
                default -> {}
            }
        }
    }

    /** The instruction with numbers for names in its actions, without those whose port has none; the same where nothing changes. */
    @SuppressWarnings("ReferenceEquality")
    static Instruction resolve(Instruction instruction, PortResolver ports) {
        return switch (instruction) {
            case Instruction.Apply(List<Action> actions) -> {
                List<Action> numbered = resolve(actions, ports);
                yield numbered == actions ? instruction : new Instruction.Apply(numbered);
            }
            case Instruction.WriteActions(List<Action> actions) -> {
                List<Action> numbered = resolve(actions, ports);
                yield numbered == actions ? instruction : new Instruction.WriteActions(numbered);
            }
            default -> instruction;
        };
    }

    /** The actions with numbers for names, without those whose port has none; the same list where nothing changes. */
    @SuppressWarnings("ReferenceEquality")
    static List<Action> resolve(List<Action> actions, PortResolver ports) {
        List<Action> out = null;
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            Action resolved = resolve(action, ports);
            if (out == null && resolved != action && !action.equals(resolved)) {
                out = new ArrayList<>(actions.subList(0, i));
            }
            if (out != null && resolved != null) {
                out.add(resolved);
            }
        }
        return out == null ? actions : out;
    }

    private static @Nullable Action resolve(Action action, PortResolver ports) {
        return switch (action) {
            case Action.Output(PortRef port, int maxLength) -> {
                PortRef.Numbered number = ports.number(port);
                yield number == null ? null : number.equals(port) ? action : new Action.Output(number, maxLength);
            }
            case Action.OutputTruncated(PortRef port, long maxLength) -> {
                PortRef.Numbered number = ports.number(port);
                yield number == null
                        ? null
                        : number.equals(port) ? action : new Action.OutputTruncated(number, maxLength);
            }
            case Action.Resubmit(PortRef port, int table, boolean tracking) -> {
                PortRef.Numbered number = ports.number(port);
                yield number == null
                        ? null
                        : number.equals(port) ? action : new Action.Resubmit(number, table, tracking);
            }
            case Action.Bundle bundle -> bundle(bundle, ports);
            case Action.Sample sample -> sample(sample, ports);
            case Action.Clone clone -> new Action.Clone(resolve(clone.actions(), ports));
            default -> action;
        };
    }

    private static Action.Bundle bundle(Action.Bundle of, PortResolver ports) {
        List<PortRef> members = new ArrayList<>(of.members().size());
        for (PortRef member : of.members()) {
            PortRef.Numbered number = ports.number(member);
            if (number != null) {
                members.add(number);
            }
        }
        return new Action.Bundle(of.fields(), of.basis(), of.algorithm(), of.target(), members);
    }

    /** A sample is taken whether or not its port is there. */
    private static Action.Sample sample(Action.Sample of, PortResolver ports) {
        PortRef port = of.samplingPort();
        return port == null
                ? of
                : new Action.Sample(
                        of.probability(),
                        of.collectorSet(),
                        of.observationDomain(),
                        of.observationPoint(),
                        ports.number(port),
                        of.direction());
    }
}
