package dev.heddle.cli.client;

import dev.heddle.model.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command names: a kind, or one object of it.
 *
 * @param tenant null for cluster-wide kinds and for all tenants
 * @param name null for all objects
 */
public record Address(
        Kind kind, @Nullable String tenant, @Nullable String name) {
    /**
     * Reads {@code KIND}, {@code KIND NAME…}, {@code KIND/NAME…} and mixtures of the last; a name may be {@code
     * TENANT/NAME}.
     *
     * @param tenant of {@code -t}, or null
     * @throws CommandException bad input: an unknown kind with its nearest ones
     */
    public static List<Address> parse(List<String> words, @Nullable String tenant) {
        List<Address> out = new ArrayList<>();
        if (words.isEmpty()) {
            throw new CommandException(Exit.BAD_INPUT, "a kind is missing; kinds: " + kinds());
        }
        if (!words.getFirst().contains("/")) {
            Kind kind = kind(words.getFirst());
            if (words.size() == 1) {
                return List.of(new Address(kind, kind.clusterWide() ? null : tenant, null));
            }
            for (String name : words.subList(1, words.size())) {
                out.add(named(kind, name, tenant));
            }
            return out;
        }
        for (String word : words) {
            int slash = word.indexOf('/');
            if (slash < 0) {
                throw new CommandException(Exit.BAD_INPUT, "\"" + word + "\": expected KIND/NAME like those before it");
            }
            out.add(named(kind(word.substring(0, slash)), word.substring(slash + 1), tenant));
        }
        return out;
    }

    private static Address named(Kind kind, String name, @Nullable String tenant) {
        int slash = name.indexOf('/');
        if (kind.clusterWide()) {
            if (slash >= 0 || name.isEmpty()) {
                throw new CommandException(Exit.BAD_INPUT, kind.singular() + " \"" + name + "\": is no name");
            }
            return new Address(kind, null, name);
        }
        String of = slash >= 0 ? name.substring(0, slash) : tenant;
        String plain = name.substring(slash + 1);
        if (of == null || of.isEmpty() || plain.isEmpty()) {
            throw new CommandException(
                    Exit.BAD_INPUT,
                    kind.singular() + " \"" + name + "\": name the tenant with -t TENANT, or TENANT/NAME");
        }
        return new Address(kind, of, plain);
    }

    static Kind kind(String word) {
        return Kind.ofWord(word)
                .orElseThrow(() -> new CommandException(
                        Exit.BAD_INPUT, "unknown kind \"" + word + "\"" + nearest(word) + "; kinds: " + kinds()));
    }

    private static String nearest(String word) {
        Optional<String> best = Arrays.stream(Kind.values())
                .map(Kind::plural)
                .min(Comparator.comparingInt(k -> distance(word, k)))
                .filter(k -> distance(word, k) <= 3);
        return best.map(k -> ", did you mean \"" + k + "\"?").orElse("");
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    private static String kinds() {
        return String.join(", ", Arrays.stream(Kind.values()).map(Kind::plural).toList());
    }

    /** Path of the API for it. */
    public String path() {
        String base = tenant == null ? "/v1/" + kind.plural() : "/v1/tenants/" + tenant + "/" + kind.plural();
        return name == null ? base : base + "/" + name;
    }

    /** {@code port.team-a/train-0}. */
    public String line() {
        return kind.singular() + "." + (tenant == null ? "" : tenant + "/") + name;
    }
}
