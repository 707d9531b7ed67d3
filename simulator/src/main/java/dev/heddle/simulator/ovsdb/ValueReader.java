package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.AtomType;
import dev.heddle.ovs.ovsdb.BaseType;
import dev.heddle.ovs.ovsdb.ColumnType;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads values of a known type as ovsdb-server does, with its objections. */
final class ValueReader {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final double TWO_TO_63 = -(double) Long.MIN_VALUE;

    /** Null where names are not allowed. */
    private final @Nullable Names names;

    ValueReader(@Nullable Names names) {
        this.names = names;
    }

    OvsdbValue read(JsonNode json, ColumnType type) throws Refusal {
        BaseType value = type.value();
        if (value != null) {
            return map(json, type, value);
        }
        boolean set = json.isArray()
                && !json.isEmpty()
                && json.get(0).isString()
                && json.get(0).stringValue().equals("set");
        if (!set) {
            return OvsdbValue.of(atom(json, type.key()));
        }
        List<Atom> atoms = new ArrayList<>();
        for (JsonNode element : elements(json, type, "set")) {
            atoms.add(atom(element, type.key()));
        }
        if (atoms.size() > 1 && new TreeSet<>(atoms).size() < atoms.size()) {
            throw Refusal.of("ovsdb error", "set contains duplicate");
        }
        return new OvsdbValue.SetOf(atoms);
    }

    static UUID uuid(JsonNode json, String text) throws Refusal {
        if (!UUID_TEXT.matcher(text).matches()) {
            throw Refusal.syntax(json, "\"" + text + "\" is not a valid UUID");
        }
        return UUID.fromString(text);
    }

    static @Nullable UUID uuid(String text) {
        return UUID_TEXT.matcher(text).matches() ? UUID.fromString(text) : null;
    }

    private OvsdbValue map(JsonNode json, ColumnType type, BaseType value) throws Refusal {
        TreeMap<Atom, Atom> pairs = new TreeMap<>();
        int count = 0;
        for (JsonNode element : elements(json, type, "map")) {
            if (!element.isArray() || element.size() != 2) {
                throw Refusal.syntax(element, "expected 2-element array");
            }
            pairs.put(atom(element.get(0), type.key()), atom(element.get(1), value));
            count++;
        }
        if (pairs.size() < count) {
            throw Refusal.of("ovsdb error", "map contains duplicate key");
        }
        return new OvsdbValue.MapOf(pairs);
    }

    private static JsonNode elements(JsonNode json, ColumnType type, String kind) throws Refusal {
        JsonNode inner = tagged(json, kind);
        if (inner == null || !inner.isArray()) {
            throw Refusal.syntax(json, "expected [\"" + kind + "\", <array>]");
        }
        int size = inner.size();
        if (size < type.min() || (type.max().isPresent() && size > type.max().getAsInt())) {
            boolean one = type.min() == 1 && type.max().orElse(0) == 1;
            String bounds = one
                    ? "exactly one member but "
                    : type.min() + " to "
                            + (type.max().isPresent()
                                    ? Integer.toString(type.max().getAsInt())
                                    : "4294967295")
                            + " members but ";
            throw Refusal.syntax(json, kind + " must have " + bounds + size + " are present");
        }
        return inner;
    }

    private static @Nullable JsonNode tagged(JsonNode json, String tag) {
        return json.isArray()
                        && json.size() == 2
                        && json.get(0).isString()
                        && json.get(0).stringValue().equals(tag)
                ? json.get(1)
                : null;
    }

    private Atom atom(JsonNode json, BaseType type) throws Refusal {
        Atom atom = type.type() == AtomType.UUID ? reference(json) : plain(json, type.type());
        if (atom == null) {
            throw Refusal.syntax(json, "expected " + ValueText.name(type.type()));
        }
        Constraints.check(atom, type);
        return atom;
    }

    /** A number without a fraction is an integer, however it is written. */
    private static @Nullable Atom plain(JsonNode json, AtomType type) {
        return switch (type) {
            case INTEGER -> {
                if (json.isIntegralNumber() && json.canConvertToLong()) {
                    yield new Atom.Int(json.longValue());
                }
                double real = json.isNumber() ? json.doubleValue() : Double.NaN;
                yield real == Math.rint(real) && Math.abs(real) < TWO_TO_63 ? new Atom.Int((long) real) : null;
            }
            case REAL ->
                json.isNumber() && Double.isFinite(json.doubleValue()) ? new Atom.Real(json.doubleValue()) : null;
            case BOOLEAN -> json.isBoolean() ? new Atom.Bool(json.booleanValue()) : null;
            case STRING -> json.isString() ? new Atom.Text(json.stringValue()) : null;
            case UUID -> null;
        };
    }

    private Atom reference(JsonNode json) throws Refusal {
        JsonNode id = tagged(json, "uuid");
        if (id != null && id.isString()) {
            return new Atom.Ref(uuid(json, id.stringValue()));
        }
        JsonNode name = names == null ? null : tagged(json, "named-uuid");
        if (names == null || name == null || !name.isString()) {
            throw Refusal.syntax(json, "expected [\"uuid\", <string>]");
        }
        if (!Members.isId(name.stringValue())) {
            throw Refusal.syntax(json, "named-uuid string is not a valid <id>");
        }
        return new Atom.Ref(names.use(name.stringValue()));
    }
}
