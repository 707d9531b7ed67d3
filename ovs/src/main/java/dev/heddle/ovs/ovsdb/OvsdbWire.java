package dev.heddle.ovs.ovsdb;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The wire forms of RFC 7047 for whoever plays the server; a client has {@link OvsdbSession}. Pure functions. */
public final class OvsdbWire {
    private OvsdbWire() {}

    /** @throws BadMessage if the text is no JSON */
    public static JsonNode read(byte[] text) throws BadMessage {
        return Json.read(text);
    }

    /** Without blanks, in UTF-8. */
    public static byte[] write(JsonNode json) {
        return Json.write(json);
    }

    /**
     * {@code <database-schema>}.
     *
     * @throws BadMessage if it has not that form
     */
    public static Schema schema(JsonNode json) throws BadMessage {
        return SchemaJson.read(json);
    }

    /** {@code <value>}. */
    public static JsonNode value(OvsdbValue value) {
        return ValueJson.write(value);
    }

    /** {@code <operation>}. */
    public static ObjectNode operation(Operation operation) {
        return OperationJson.write(operation);
    }

    /**
     * The result of a transaction of these operations.
     *
     * @throws BadMessage if it does not fit them
     */
    public static OvsdbResult transacted(List<Operation> operations, JsonNode result) throws BadMessage {
        return ReplyJson.transacted(operations, result);
    }
}
