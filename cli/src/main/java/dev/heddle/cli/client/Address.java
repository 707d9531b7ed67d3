package dev.heddle.cli.client;

import dev.heddle.model.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command names: objects of a kind, or one of them.
 *
 * @param tenant null for cluster-wide kinds and for all tenants
 * @param name null for all objects
 */
public record Address(
        Kind kind, @Nullable String tenant, @Nullable String name) {
    /**
     * Reads {@code KIND}, {@code KIND NAME…} (several kinds with commas between them), or {@code KIND/NAME…}; a name may
     * be {@code TENANT/NAME}, and else is of the given tenant.
     *
     * @param tenant of {@code -t}; null for all
     * @throws CommandException bad input: an unknown kind with its nearest ones
     */
    public static List<Address> parse(List<String> words, @Nullable String tenant) {
        List<Address> out = new ArrayList<>();
        if (words.isEmpty()) {
            throw new CommandException(Exit.BAD_INPUT, "a kind is missing; kinds: " + kinds());
        }
        if (!words.getFirst().contains("/")) {
            for (String word : words.getFirst().split(",", -1)) {
                Kind kind = kind(word);
                if (words.size() == 1) {
                    out.add(new Address(kind, kind.clusterWide() ? null : tenant, null));
                }
                words.stream().skip(1).forEach(name -> out.add(named(kind, name, tenant)));
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
        if (plain.isEmpty() || (of != null && of.isEmpty())) {
            throw new CommandException(
                    Exit.BAD_INPUT, kind.singular() + " \"" + name + "\": expected NAME or TENANT/NAME");
        }
        return new Address(kind, of, plain);
    }

    private static Kind kind(String word) {
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

    /** Whether it names one object, not a list. */
    public boolean isOne() {
        return name != null && (tenant != null || kind.clusterWide());
    }

    /**
     * Itself, for commands that want one object.
     *
     * @throws CommandException bad input, where the name or the tenant is open
     */
    public Address one() {
        if (name == null) {
            throw new CommandException(
                    Exit.BAD_INPUT, kind.plural() + ": a name is missing, as " + kind.singular() + "/NAME");
        }
        if (!isOne()) {
            throw new CommandException(
                    Exit.BAD_INPUT,
                    kind.singular() + " \"" + name + "\": name the tenant with -t TENANT, or TENANT/NAME");
        }
        return this;
    }

    /** Whether that object is among what it names. */
    public boolean covers(Kind kind, @Nullable String tenant, String name) {
        return this.kind == kind
                && (this.tenant == null || this.tenant.equals(tenant))
                && (this.name == null || this.name.equals(name));
    }

    /** Path of the API for it; a list where it names several objects, to be asked for one {@link #name} of all tenants. */
    public String path() {
        String base = tenant == null ? "/v1/" + kind.plural() : "/v1/tenants/" + segment(tenant) + "/" + kind.plural();
        return isOne() ? base + "/" + segment(String.valueOf(name)) : base;
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** {@code port.team-a/train-0}. */
    public String line() {
        return kind.singular() + "." + (tenant == null ? "" : tenant + "/") + name;
    }
}
