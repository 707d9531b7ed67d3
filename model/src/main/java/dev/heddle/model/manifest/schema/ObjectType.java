package dev.heddle.model.manifest.schema;

import dev.heddle.model.Position;
import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.manifest.tree.Paths;
import dev.heddle.model.manifest.tree.Trees;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mapping with known fields.
 *
 * @param ignored names of further fields that may be there and are not read
 * @param check reports what is wrong with the fields together
 * @param make the object; called when nothing was reported
 */
public record ObjectType<O>(
        List<Field<O, ?>> fields, List<String> ignored, Consumer<Values> check, Function<Values, O> make)
        implements Type<O> {
    public ObjectType {
        fields = List.copyOf(fields);
        ignored = List.copyOf(ignored);
    }

    public static <O> ObjectType<O> of(List<Field<O, ?>> fields, Function<Values, O> make) {
        return new ObjectType<>(fields, List.of(), values -> {}, make);
    }

    public ObjectType<O> checked(Consumer<Values> all) {
        return new ObjectType<>(fields, ignored, all, make);
    }

    public ObjectType<O> ignoring(String... names) {
        return new ObjectType<>(fields, List.of(names), check, make);
    }

    /** The object without any field, if none is required. */
    public Optional<O> empty() {
        if (fields.stream().anyMatch(Field::required)) {
            return Optional.empty();
        }
        return Optional.of(
                make.apply(new Values("", new IdentityHashMap<>(), new Report(null, Position.NONE, Map.of()))));
    }

    @Override
    public @Nullable O read(Node node, String path, Report report) {
        if (!(node instanceof Node.Mapping mapping)) {
            Types.wrongType(node, path, "a mapping", report);
            return null;
        }
        int before = report.count();
        Set<String> misspelt = reportUnknown(mapping, path, report);
        boolean complete = true;
        IdentityHashMap<Field<?, ?>, Object> values = new IdentityHashMap<>();
        for (Field<O, ?> field : fields) {
            String at = Paths.field(path, field.name());
            Node value = Trees.child(mapping, field.name());
            Object read = value == null ? null : field.type().read(value, at, report);
            if (read != null) {
                values.put(field, read);
                continue;
            }
            complete &= value == null && !field.required();
            if (value == null && field.required() && !misspelt.contains(field.name())) {
                String message = "required, expected " + field.description();
                report.add(ManifestError.MISSING_FIELD, mapping.at(), at, message);
            }
        }
        Values all = new Values(path, values, report);
        check.accept(all);
        return complete && report.count() == before ? make.apply(all) : null;
    }

    /** Answers the fields that were meant by unknown ones: they are not missing as well. */
    private Set<String> reportUnknown(Node.Mapping mapping, String path, Report report) {
        List<String> names = fields.stream().map(Field::name).toList();
        Set<String> meant = new HashSet<>();
        for (Node.Entry entry : mapping.entries()) {
            if (names.contains(entry.key()) || ignored.contains(entry.key())) {
                continue;
            }
            Optional<String> near = Suggestion.of(entry.key(), names);
            near.ifPresent(meant::add);
            String hint = near.map(name -> "did you mean \"" + name + "\"?")
                    .orElse("expected one of " + String.join(", ", names));
            report.add(ManifestError.UNKNOWN_FIELD, entry.at(), Paths.field(path, entry.key()), "unknown field", hint);
        }
        return meant;
    }

    @Override
    public ObjectNode write(O value) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        for (Field<O, ?> field : fields) {
            write(field, value, out);
        }
        return out;
    }

    private static <O, T> void write(Field<O, T> field, O from, ObjectNode into) {
        field.get()
                .apply(from)
                .ifPresent(value -> into.set(field.name(), field.type().write(value)));
    }

    @Override
    public ObjectNode schema() {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("type", "object");
        ObjectNode properties = out.putObject("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        for (Field<O, ?> field : fields) {
            properties.set(field.name(), schema(field));
            if (field.required()) {
                required.add(field.name());
            }
        }
        ignored.forEach(name -> properties.putObject(name).put("readOnly", true));
        if (!required.isEmpty()) {
            out.set("required", required);
        }
        return out.put("additionalProperties", false);
    }

    private static <O, T> ObjectNode schema(Field<O, T> field) {
        ObjectNode out = field.type().schema();
        out.put("description", field.description());
        T fallback = field.fallback();
        if (fallback != null) {
            out.set("default", field.type().write(fallback));
        }
        return out;
    }
}
