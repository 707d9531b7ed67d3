package dev.heddle.ovs.openflow.lines;

import dev.heddle.flow.Field;
import dev.heddle.flow.Match;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What occurs in records, found by looking into them: which records, and which values their components take. */
final class Occurrences {
    /** So many different values are remembered of a component. */
    private static final int ENOUGH = 500;

    private static final int FLAG_BITS = 16;

    private final Set<Class<?>> records = new HashSet<>();
    private final Map<String, Set<@Nullable Object>> values = new HashMap<>();
    private final Map<Class<?>, Integer> flags = new HashMap<>();

    void visit(@Nullable Object value) {
        switch (value) {
            case null -> {}
            case List<?> list -> list.forEach(this::visit);
            case Match match -> {
                match.terms().forEach(this::visit);
                match.raw().forEach(this::visit);
            }
            case Record one -> record(one);
            default -> {}
        }
    }

    private void record(Record one) {
        records.add(one.getClass());
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            Object value;
            try {
                component.getAccessor().setAccessible(true);
                value = component.getAccessor().invoke(one);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(component.toString(), e);
            }
            Set<@Nullable Object> seen = values.computeIfAbsent(name(component), c -> new HashSet<>());
            if (seen.size() < ENOUGH) {
                seen.add(value);
            }
            if (component.getName().equals("flags") && value instanceof Integer bits) {
                flags.merge(one.getClass(), bits, (a, b) -> a | b);
            }
            visit(value);
        }
    }

    /** Records of a sealed interface, of which none occurred. */
    Set<String> missing(Class<?> sealed) {
        Set<String> out = new TreeSet<>();
        for (Class<?> record : leaves(sealed)) {
            if (!records.contains(record)) {
                out.add(name(record));
            }
        }
        return out;
    }

    /** Components that are always the same, flags that are never set and constants that are never chosen. */
    Set<String> constant(Class<?> sealedOrRecord) {
        Set<String> out = new TreeSet<>();
        for (Class<?> record : leaves(sealedOrRecord)) {
            for (RecordComponent component : record.getRecordComponents()) {
                constant(component, out);
            }
            for (java.lang.reflect.Field constant : record.getDeclaredFields()) {
                int bit = bit(constant);
                if (bit != 0 && (flags.getOrDefault(record, 0) & bit) == 0 && hasFlags(record)) {
                    out.add(name(record) + "." + constant.getName());
                }
            }
        }
        return out;
    }

    private void constant(RecordComponent component, Set<String> out) {
        String name = name(component);
        Set<@Nullable Object> seen = values.getOrDefault(name, Set.of());
        if (component.getType().isEnum() && component.getType() != Field.class) {
            for (Object choice : component.getType().getEnumConstants()) {
                if (!seen.contains(choice)) {
                    out.add(name + "=" + choice);
                }
            }
        } else if (seen.size() < 2) {
            out.add(name);
        }
    }

    /** Fields that occur in this component. */
    Set<Field> fields(Class<?> record, String component) {
        Set<Field> out = EnumSet.noneOf(Field.class);
        values.getOrDefault(name(record) + "." + component, Set.of()).forEach(value -> out.add((Field) value));
        return out;
    }

    private static boolean hasFlags(Class<?> record) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getName().equals("flags")) {
                return true;
            }
        }
        return false;
    }

    /** The bit that a constant names, or 0. */
    private static int bit(java.lang.reflect.Field constant) {
        try {
            if (!Modifier.isStatic(constant.getModifiers()) || constant.getType() != int.class) {
                return 0;
            }
            int value = constant.getInt(null);
            return Integer.bitCount(value) == 1 && value > 0 && value < 1 << FLAG_BITS - 1 ? value : 0;
        } catch (IllegalAccessException e) {
            return 0;
        }
    }

    private static List<Class<?>> leaves(Class<?> type) {
        if (!type.isSealed()) {
            return List.of(type);
        }
        List<Class<?>> out = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            out.addAll(leaves(permitted));
        }
        return out;
    }

    private static String name(RecordComponent component) {
        return name(component.getDeclaringRecord()) + "." + component.getName();
    }

    private static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }
}
