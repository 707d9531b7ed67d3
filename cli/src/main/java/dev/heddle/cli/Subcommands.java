package dev.heddle.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Commands by name, in the order in which help shows them. Reading a command's annotations takes longer than most
 * commands do, so that only what is typed is read, and all of them where that is none of these.
 */
public final class Subcommands {
    private final Map<String, Supplier<Object>> byName = new LinkedHashMap<>();

    public Subcommands with(String name, Supplier<Object> command) {
        byName.put(name, command);
        return this;
    }

    /** Adds to a command those that these words, which follow its name, may need. */
    public void addTo(CommandLine parent, List<String> words) {
        Supplier<Object> typed = words.isEmpty() ? null : byName.get(words.getFirst());
        if (typed != null) {
            parent.addSubcommand(words.getFirst(), typed.get());
        } else {
            byName.forEach((name, command) -> parent.addSubcommand(name, command.get()));
        }
    }
}
