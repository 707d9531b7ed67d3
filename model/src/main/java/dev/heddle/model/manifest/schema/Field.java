package dev.heddle.model.manifest.schema;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of an object.
 *
 * @param <O> the object
 * @param <T> the field's value
 * @param description for users, one line
 * @param get the value in an object, empty if it has none
 * @param fallback the value where none was written, or null
 */
public record Field<O, T>(
        String name,
        Type<T> type,
        boolean required,
        String description,
        Function<O, Optional<T>> get,
        @Nullable T fallback) {

    public static <O, T> Field<O, T> required(String name, Type<T> type, Function<O, T> get, String description) {
        return new Field<>(name, type, true, description, get.andThen(Optional::of), null);
    }

    public static <O, T> Field<O, T> optional(
            String name, Type<T> type, Function<O, Optional<T>> get, String description) {
        return new Field<>(name, type, false, description, get, null);
    }

    public static <O, T> Field<O, T> defaulted(
            String name, Type<T> type, T fallback, Function<O, T> get, String description) {
        return new Field<>(name, type, false, description, get.andThen(Optional::of), fallback);
    }
}
