package dev.heddle.model.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One way to spoil the good manifest {@code manifests/net.yaml}, and the one problem that must then be found: the oracle
 * for whoever takes manifests.
 *
 * @param name of the class of mistake
 * @param replacedLine from 1
 * @param replacement the new text of that line
 * @param code of the problem
 * @param line of the problem
 * @param column of the problem
 * @param object as messages name it, empty if it has no name
 * @param field of the problem
 */
public record Mutation(
        String name,
        int replacedLine,
        String replacement,
        String code,
        int line,
        int column,
        Optional<String> object,
        String field) {

    private static final String GOOD = resource("net.yaml");
    private static final List<Mutation> ALL = resource("mutations.txt")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(Mutation::parse)
            .toList();

    /** All classes, in the order of the file. */
    public static List<Mutation> all() {
        return ALL;
    }

    /** The good manifest; one object a document. */
    public static String good() {
        return GOOD;
    }

    /** The good manifest, spoilt. */
    public static String apply(List<Mutation> mutations) {
        List<String> lines = new ArrayList<>(good().lines().toList());
        mutations.forEach(m -> lines.set(m.replacedLine - 1, m.replacement));
        return String.join("\n", lines) + "\n";
    }

    /** Which document of the good manifest it spoils, from 0. */
    public int document() {
        return (int) good().lines().limit(replacedLine).filter("---"::equals).count();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Mutation parse(String line) {
        String[] parts = line.split(" \\| ", -1);
        String[] place = parts[4].split(":");
        return new Mutation(
                parts[0],
                Integer.parseInt(parts[1]),
                parts[2],
                parts[3],
                Integer.parseInt(place[0]),
                Integer.parseInt(place[1]),
                Optional.of(parts[5]).filter(object -> !object.equals("-")),
                parts[6]);
    }

    private static String resource(String name) {
        try (InputStream in = Mutation.class.getResourceAsStream("/manifests/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
