package dev.heddle.ovs.ovsdb;

import static dev.heddle.ovs.ovsdb.OvsdbFault.Kind.BAD_UPDATE;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A monitor of one session: what it asks for, and how what it is told gets into its replica.
 *
 * @param since the transaction after which the replica wants to go on; {@link Replica#NO_TRANSACTION} for none
 * @param resumes the replica was told something before, in another session
 */
record Monitor(
        String id,
        MonitorMethod method,
        Replica replica,
        Schema schema,
        MonitorRequest request,
        UUID since,
        boolean resumes) {
    ArrayNode params() {
        ArrayNode out = Json.array().add(schema.database()).add(id).add(OperationJson.monitored(request));
        return method == MonitorMethod.SINCE ? out.add(since.toString()) : out;
    }

    /** The answer to the request. Either all of it comes into the replica or nothing. */
    OvsdbResult.Monitoring begin(@Nullable JsonNode result, List<OvsdbEvent> events) throws BadMessage {
        boolean resumed = false;
        UUID transaction = Replica.NO_TRANSACTION;
        JsonNode rows = result;
        if (method == MonitorMethod.SINCE) {
            if (result == null || !result.path(0).isBoolean() || result.size() != 3) {
                throw ValueJson.bad("whether the transaction is known, the last one, and rows", result);
            }
            resumed = result.path(0).booleanValue() && !since.equals(Replica.NO_TRANSACTION);
            transaction = transaction(result.path(1));
            rows = result.path(2);
        }
        List<RowChange> changes = resumed ? updates().read(rows) : updates().load(rows);
        replica.begin(schema, request, changes, transaction);
        if (resumes && !changes.isEmpty()) {
            events.add(new OvsdbEvent.Changed(replica, changes));
        }
        return new OvsdbResult.Monitoring(replica, resumed);
    }

    /** A notification, without its first parameter, the monitor's id. */
    OvsdbEvent.Changed update(JsonNode params) throws BadMessage {
        List<RowChange> changes;
        if (method == MonitorMethod.SINCE) {
            UUID transaction = transaction(params.path(1));
            changes = updates().read(params.get(2));
            replica.commit(changes, transaction);
        } else {
            changes = updates().read(params.get(1));
            replica.commit(changes);
        }
        return new OvsdbEvent.Changed(replica, changes);
    }

    private UpdateJson updates() {
        return new UpdateJson(replica, schema, request, method == MonitorMethod.PLAIN);
    }

    private static UUID transaction(JsonNode json) throws BadMessage {
        if (!json.isString()) {
            throw new BadMessage(BAD_UPDATE, "a transaction's id is no text");
        }
        return ValueJson.readUuid(json.stringValue());
    }
}
