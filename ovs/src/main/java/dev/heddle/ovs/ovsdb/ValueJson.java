package dev.heddle.ovs.ovsdb;

import static dev.heddle.ovs.ovsdb.OvsdbFault.Kind.BAD_REPLY;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The wire form of values (RFC 7047 section 5.1). */
final class ValueJson {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private ValueJson() {}

    static JsonNode write(OvsdbValue value) {
        return switch (value) {
            case OvsdbValue.SetOf(List<Atom> atoms) when atoms.size() == 1 -> write(atoms.getFirst());
            case OvsdbValue.SetOf(List<Atom> atoms) -> {
                ArrayNode elements = Json.array();
                atoms.forEach(atom -> elements.add(write(atom)));
                yield Json.array().add("set").add(elements);
            }
            case OvsdbValue.MapOf(SortedMap<Atom, Atom> pairs) -> {
                ArrayNode elements = Json.array();
                pairs.forEach(
                        (key, to) -> elements.add(Json.array().add(write(key)).add(write(to))));
                yield Json.array().add("map").add(elements);
            }
        };
    }

    static ObjectNode write(Map<String, OvsdbValue> row) {
        ObjectNode out = Json.object();
        row.forEach((column, value) -> out.set(column, write(value)));
        return out;
    }

    /** As the wire has it, for messages. */
    static String text(Atom atom) {
        return brief(write(atom).toString());
    }

    private static JsonNode write(Atom atom) {
        return switch (atom) {
            case Atom.Text(String value) -> StringNode.valueOf(value);
            case Atom.Int(long value) -> LongNode.valueOf(value);
            case Atom.Real(double value) -> DoubleNode.valueOf(value);
            case Atom.Bool(boolean value) -> BooleanNode.valueOf(value);
            case Atom.Ref(UUID value) -> Json.array().add("uuid").add(value.toString());
            case Atom.NamedRef(String name) -> Json.array().add("named-uuid").add(name);
        };
    }

    /** Reads a value of a column whose type is not known: a map is told by its form, an atom by its JSON type. */
    static OvsdbValue read(JsonNode json) throws BadMessage {
        return isTagged(json, "map") ? readMap(json.get(1), null, null) : readSet(json, null);
    }

    static OvsdbValue read(JsonNode json, ColumnType type) throws BadMessage {
        BaseType value = type.value();
        if (value != null) {
            if (!isTagged(json, "map")) {
                throw bad("a map", json);
            }
            return readMap(json.get(1), type.key().type(), value.type());
        }
        OvsdbValue.SetOf set = readSet(json, type.key().type());
        if (type.single() && set.atoms().size() > 1) {
            throw bad("at most one value", json);
        }
        return set;
    }

    static UUID readUuid(String text) throws BadMessage {
        if (!UUID_TEXT.matcher(text).matches()) {
            throw new BadMessage(BAD_REPLY, "expected a UUID, found " + brief(text));
        }
        return UUID.fromString(text);
    }

    static BadMessage bad(String expected, @Nullable JsonNode found) {
        return new BadMessage(BAD_REPLY, "expected " + expected + ", found " + brief(String.valueOf(found)));
    }

    private static OvsdbValue.SetOf readSet(JsonNode json, @Nullable AtomType type) throws BadMessage {
        if (!isTagged(json, "set")) {
            return new OvsdbValue.SetOf(List.of(readAtom(json, type)));
        }
        List<Atom> atoms = new ArrayList<>();
        for (JsonNode element : elements(json.get(1))) {
            atoms.add(readAtom(element, type));
        }
        return new OvsdbValue.SetOf(atoms);
    }

    private static OvsdbValue readMap(JsonNode json, @Nullable AtomType key, @Nullable AtomType value)
            throws BadMessage {
        TreeMap<Atom, Atom> pairs = new TreeMap<>();
        for (JsonNode pair : elements(json)) {
            if (!pair.isArray() || pair.size() != 2) {
                throw bad("a pair", pair);
            }
            pairs.put(readAtom(pair.get(0), key), readAtom(pair.get(1), value));
        }
        return new OvsdbValue.MapOf(pairs);
    }

    private static Atom readAtom(JsonNode json, @Nullable AtomType type) throws BadMessage {
        Atom atom = readAnyAtom(json);
        if (type == null) {
            return atom;
        }
        if (type == AtomType.REAL && atom instanceof Atom.Int(long whole)) {
            return new Atom.Real(whole);
        }
        if (!type.holds(atom)) {
            throw bad(type.toString(), json);
        }
        return atom;
    }

    private static Atom readAnyAtom(JsonNode json) throws BadMessage {
        if (json.isString()) {
            return new Atom.Text(json.stringValue());
        }
        if (json.isBoolean()) {
            return new Atom.Bool(json.booleanValue());
        }
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return new Atom.Int(json.longValue());
        }
        if (json.isFloatingPointNumber() && Double.isFinite(json.doubleValue())) {
            return new Atom.Real(json.doubleValue());
        }
        if (isTagged(json, "uuid") && json.get(1).isString()) {
            return new Atom.Ref(readUuid(json.get(1).stringValue()));
        }
        throw bad("an atom", json);
    }

    private static JsonNode elements(JsonNode json) throws BadMessage {
        if (!json.isArray()) {
            throw bad("an array", json);
        }
        return json;
    }

    private static boolean isTagged(JsonNode json, String tag) {
        return json.isArray()
                && json.size() == 2
                && json.get(0).isString()
                && json.get(0).stringValue().equals(tag);
    }

    private static String brief(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
