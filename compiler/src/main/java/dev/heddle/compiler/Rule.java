package dev.heddle.compiler;

import dev.heddle.flow.Action;
import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Instruction;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Table;
import dev.heddle.model.net.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** Builds one flow of a pipeline table, and checks it against the table's declaration. */
final class Rule {
    private static final Bits MULTICAST = Bits.of(0x010000000000L);

    private final Table table;
    private final int priority;
    private final long cookie;
    private final Match.Builder match = Match.builder();
    private final List<Action> actions = new ArrayList<>();

    private Rule(Table table, int priority, long cookie) {
        this.table = table;
        this.priority = priority;
        this.cookie = cookie;
    }

    static Rule in(Table table, int priority, long cookie) {
        return new Rule(table, priority, cookie);
    }

    /** The bits of an address as a field holds them. */
    static Bits bits(IpAddress ip) {
        return new Bits(ip.hi(), ip.lo());
    }

    Rule from(PortRef port) {
        match.inPort(port);
        return this;
    }

    Rule when(Field field, long value) {
        match.eq(field, value);
        return this;
    }

    Rule when(Field field, Bits value) {
        match.eq(field, value);
        return this;
    }

    Rule when(Field field, Bits value, Bits mask) {
        match.masked(field, value, mask);
        return this;
    }

    Rule whenEthernet(EtherType type) {
        return when(Field.ETH_TYPE, type.code());
    }

    Rule whenProtocol(EtherType type, int protocol) {
        return whenEthernet(type).when(Field.IP_PROTO, protocol);
    }

    Rule whenMulticast() {
        return when(Field.ETH_DST, MULTICAST, MULTICAST);
    }

    Rule set(Field field, long value) {
        actions.add(Action.SetField.of(field, value));
        return this;
    }

    Rule set(Field field, Bits value) {
        actions.add(Action.SetField.of(field, value));
        return this;
    }

    Rule act(Action action) {
        actions.add(action);
        return this;
    }

    /** Ends here: a packet without an output is dropped. */
    Flow stop() {
        return table.checked(new Flow(table.id(), priority, match.build(), cookie, apply()));
    }

    Flow go(Table next) {
        List<Instruction> instructions = new ArrayList<>(apply());
        instructions.add(new Instruction.Goto(next.id()));
        return table.checked(new Flow(table.id(), priority, match.build(), cookie, instructions));
    }

    /** Counts the packet as dropped for this reason. */
    Flow refuse(Reason reason) {
        return set(Pipeline.REASON, reason.code()).go(Pipeline.DROP);
    }

    private List<Instruction> apply() {
        return actions.isEmpty() ? List.of() : List.of(new Instruction.Apply(actions));
    }
}
