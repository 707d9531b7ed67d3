package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Flow;
import dev.heddle.flow.FlowSpec;
import dev.heddle.flow.Group;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.Meter;
import java.util.List;

/**
 * The text form of ovs-ofctl(8), both ways: what is printed is what {@code ovs-ofctl -O OpenFlow15 dump-flows} prints once
 * the switch has taken it, and what is read is what {@code add-flow} reads. A line that Open vSwitch refuses is refused with
 * a {@link TextException}. Pure.
 *
 * <p>Canonical: flows that are equal have one text. Interfaces that a program names stand in quotes.
 */
public final class FlowText {
    private FlowText() {}

    /** {@code cookie=0x1, table=0, priority=100,MATCH actions=ACTIONS}: one line of a program. */
    public static String flow(Flow flow) {
        return flow(flow, PortNames.NONE);
    }

    public static String flow(Flow flow, PortNames ports) {
        StringBuilder out = new StringBuilder(128);
        out.append("cookie=0x").append(Long.toHexString(flow.cookie()));
        out.append(", table=").append(flow.table());
        out.append(", priority=").append(flow.priority()).append(',');
        MatchText.print(flow.match(), ports, out);
        if (out.charAt(out.length() - 1) == ',') {
            out.setLength(out.length() - 1);
        }
        InstructionText.print(flow.instructions(), ports, out.append(" actions="));
        return out.toString();
    }

    /** A line as {@code ovs-ofctl -O OpenFlow15 --no-stats dump-flows} prints it: what has its usual value is left out. */
    public static String spec(FlowSpec spec, PortNames ports) {
        StringBuilder out = new StringBuilder(128);
        FlowLine.print(spec, ports, out);
        return out.toString();
    }

    /** Empty for a match of all packets. */
    public static String match(Match match) {
        return match(match, PortNames.NONE);
    }

    public static String match(Match match, PortNames ports) {
        StringBuilder out = new StringBuilder(64);
        MatchText.print(match, ports, out);
        return out.toString();
    }

    /** What stands behind {@code actions=}; {@code drop} for nothing. */
    public static String instructions(List<Instruction> instructions) {
        return instructions(instructions, PortNames.NONE);
    }

    public static String instructions(List<Instruction> instructions, PortNames ports) {
        StringBuilder out = new StringBuilder(64);
        InstructionText.print(instructions, ports, out);
        return out.toString();
    }

    /** {@code drop} for no actions. */
    public static String actions(List<Action> actions) {
        return actions(actions, PortNames.NONE);
    }

    public static String actions(List<Action> actions, PortNames ports) {
        StringBuilder out = new StringBuilder(64);
        ActionText.print(actions, ports, out);
        return out.toString();
    }

    /** A line as {@code ovs-ofctl add-flow} takes it. Without {@code table=} the flow is in table 0. */
    public static FlowSpec readFlow(String text, PortNames ports) {
        return FlowLine.read(text, ports, FlowLine.Use.ADD);
    }

    /** A line as {@code ovs-ofctl mod-flows} takes it: {@code cookie=VALUE/MASK} chooses among the flows, and without {@code table=} they are in any (255). */
    public static FlowSpec readChange(String text, PortNames ports) {
        return FlowLine.read(text, ports, FlowLine.Use.MODIFY);
    }

    /** What {@code ovs-ofctl del-flows} takes, without actions. Without {@code table=} it is for all tables (255). */
    public static FlowSpec readFilter(String text, PortNames ports) {
        return FlowLine.read(text, ports, FlowLine.Use.DELETE);
    }

    /** What {@code ovs-ofctl --strict del-flows} takes: {@link #readFilter} with a priority. */
    public static FlowSpec readStrictFilter(String text, PortNames ports) {
        return FlowLine.read(text, ports, FlowLine.Use.DELETE_STRICT);
    }

    /** A match alone. */
    public static Match readMatch(String text, PortNames ports) {
        return MatchReader.read(new Scanner(text), ports);
    }

    /** What stands behind {@code actions=}, for packets of which nothing is known and so nothing is asked. */
    public static List<Instruction> readInstructions(String text, PortNames ports) {
        return InstructionText.read(new Scanner(text), ports, null, -1);
    }

    /** As dump-groups prints it. */
    public static String group(Group group) {
        return group(group, PortNames.NONE);
    }

    public static String group(Group group, PortNames ports) {
        return GroupText.print(group, ports);
    }

    /** As dump-meters prints it, each band on a line of its own. */
    public static String meter(Meter meter) {
        return MeterText.print(meter);
    }

    /** Reads what add-group and mod-group take; {@link GroupText} reads what the other commands take. */
    public static Group readGroup(String text, PortNames ports) {
        return GroupText.read(text, ports);
    }

    /** Reads what add-meter and mod-meter take. */
    public static Meter readMeter(String text) {
        return MeterText.read(text);
    }
}
