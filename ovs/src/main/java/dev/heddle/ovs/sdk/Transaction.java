package dev.heddle.ovs.sdk;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Operations that are done together or not at all, with the words for what may stand in their way. */
final class Transaction {
    private final List<Operation> operations = new ArrayList<>();
    private final Map<Integer, SwitchException> refusals = new HashMap<>();

    Transaction add(Operation operation) {
        operations.add(operation);
        return this;
    }

    /** Nothing is done, and this is thrown, unless no row of the table meets the condition. */
    Transaction unlessAny(String table, Condition condition, SwitchException refusal) {
        Operation none = new Operation.Wait(
                table, List.of(condition), List.of(condition.column()), true, List.of(), OptionalLong.of(0));
        return guard(none, refusal);
    }

    /** Nothing is done, and this is thrown, unless the one row that meets the condition has these values. */
    Transaction require(String table, Condition condition, Map<String, OvsdbValue> row, SwitchException refusal) {
        return guard(Operation.require(table, row, condition), refusal);
    }

    private Transaction guard(Operation wait, SwitchException refusal) {
        refusals.put(operations.size(), refusal);
        return add(wait);
    }

    /** A row that nothing else points to goes by itself once the reference is gone. */
    Transaction unlink(String table, Condition condition, String column, OvsdbValue reference) {
        return add(Operation.mutate(table, List.of(Mutation.delete(column, reference)), condition));
    }

    Transaction link(String table, Condition condition, String column, OvsdbValue reference) {
        return add(Operation.mutate(table, List.of(Mutation.insert(column, reference)), condition));
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** What to throw where the operation with this index stands in the way. */
    @Nullable
    SwitchException refusal(int operation) {
        return refusals.get(operation);
    }
}
