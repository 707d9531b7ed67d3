package dev.heddle.controller;

import dev.heddle.controller.ServeOptions.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The words of a command line by flag: {@code --flag VALUE}, {@code --flag=VALUE} or {@code --switch}. */
final class Flags {
    private static final List<String> WITH_VALUE = List.of(
            "--data",
            "--listen",
            "--ovsdb-listen",
            "--openflow-listen",
            "--advertise",
            "--tls-cert",
            "--tls-key",
            "--token-file");
    private static final List<String> REPEATABLE = List.of("--listen");
    private static final List<String> SWITCHES = List.of("--accept-older", "--adopt");

    private final Map<String, List<String>> values = new TreeMap<>();

    private Flags() {}

    static Flags parse(List<String> words) throws Invalid {
        Flags flags = new Flags();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (SWITCHES.contains(name) && equals < 0) {
                flags.put(name, "");
            } else if (WITH_VALUE.contains(name)) {
                if (equals < 0 && i + 1 == words.size()) {
                    throw new Invalid(name + " wants a value");
                }
                flags.put(name, equals < 0 ? words.get(++i) : word.substring(equals + 1));
            } else if (SWITCHES.contains(name)) {
                throw new Invalid(name + " takes no value");
            } else {
                throw new Invalid("unknown " + (word.startsWith("-") ? "flag " + name : "argument '" + word + "'"));
            }
        }
        return flags;
    }

    private void put(String name, String value) throws Invalid {
        if (value.isEmpty() && WITH_VALUE.contains(name)) {
            throw new Invalid(name + " wants a value");
        }
        List<String> held = values.computeIfAbsent(name, n -> new ArrayList<>());
        if (!held.isEmpty() && !REPEATABLE.contains(name)) {
            throw new Invalid(name + " is given twice");
        }
        held.add(value);
    }

    Optional<String> last(String name) {
        List<String> held = all(name);
        return held.isEmpty() ? Optional.empty() : Optional.of(held.getLast());
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean isSet(String name) {
        return values.containsKey(name);
    }
}
