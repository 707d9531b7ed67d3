package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Paths;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.OptionalLong;

/** What was written in an object, as far as it is good. */
public final class Values {
    private final String path;
    private final IdentityHashMap<Field<?, ?>, Object> values;
    private final Report report;

    Values(String path, IdentityHashMap<Field<?, ?>, Object> values, Report report) {
        this.path = path;
        this.values = values;
        this.report = report;
    }

    /** The value as written, if it was and is good. */
    @SuppressWarnings("unchecked") // a value was read by its field's type
    public <T> Optional<T> find(Field<?, T> field) {
        return Optional.ofNullable((T) values.get(field));
    }

    /** The value as written, or the field's default. */
    public <T> T get(Field<?, T> field) {
        return find(field)
                .or(() -> Optional.ofNullable(field.fallback()))
                .orElseThrow(() -> new IllegalStateException(field.name() + " has no value"));
    }

    /** {@link #find} for numbers. */
    public OptionalLong findLong(Field<?, Long> field) {
        return find(field).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** Reports what is wrong with a field that was written: {@code mtu}, {@code uplinks[1].name}. */
    public void wrong(ManifestError error, String field, String message) {
        report.at(error, Paths.field(path, field), message);
    }
}
