package dev.heddle.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Problem;
import dev.heddle.model.testing.Mutation;
import dev.heddle.model.testing.Property;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every class of mistake is found, at its place, and nothing else. */
class MutationTest {
    private record Found(String code, String file, int line, int column, Optional<String> object, String field) {
        static Found of(Problem p) {
            return new Found(
                    p.code(),
                    p.position().file(),
                    p.position().line(),
                    p.position().column(),
                    Optional.ofNullable(p.object()),
                    String.valueOf(p.field()));
        }

        static Found expected(Mutation m, String file, int linesBefore) {
            return new Found(m.code(), file, m.line() + linesBefore, m.column(), m.object(), m.field());
        }
    }

    @Test
    void hasEnoughClasses() {
        List<Mutation> all = Mutation.all();
        assertThat(all).hasSizeGreaterThanOrEqualTo(30);
        assertThat(all).extracting(Mutation::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dev.heddle.model.testing.Mutation#all")
    void findsTheMistakeAndNothingElse(Mutation mutation) {
        Parsed parsed = Good.read("net.yaml", Mutation.apply(List.of(mutation)));
        assertThat(parsed.problems()).extracting(Found::of).containsExactly(Found.expected(mutation, "net.yaml", 0));
        assertThat(parsed.problems().getFirst().category()).isEqualTo(Problem.Category.BAD_INPUT);
        assertThat(parsed.manifests()).hasSize(4);
    }

    /** Each mistake says what was expected, or what was probably meant. */
    @ParameterizedTest
    @MethodSource("dev.heddle.model.testing.Mutation#all")
    void saysWhatWasExpected(Mutation mutation) {
        assertThat(Good.read("net.yaml", Mutation.apply(List.of(mutation))).problems())
                .singleElement()
                .asString()
                .matches("net\\.yaml:\\d+:\\d+: .*(expected|did you mean) .*")
                .startsWith("net.yaml:%d:%d: ".formatted(mutation.line(), mutation.column()));
    }

    @Test
    void findsSeveralMistakesInAnyPlacing() {
        several(300);
    }

    @Test
    @Tag("soak")
    void findsSeveralMistakesInAnyPlacingOften() {
        several(10_000);
    }

    private static void several(int cases) {
        Property.named("all mistakes of all documents").cases(cases).check(random -> {
            List<Mutation> chosen = onePerDocument(random);
            int before = random.nextInt(4);
            String file = random.nextBoolean() ? "-" : "dir/net %d.yaml".formatted(random.nextInt(9));
            String text = "# comment ü\n".repeat(before) + Mutation.apply(chosen);
            text = random.nextBoolean() ? text : text.replace("\n", "\r\n");
            text = random.nextInt(4) > 0 ? text : "\uFEFF" + text;
            Parsed parsed = Good.read(file, text);
            assertThat(parsed.problems())
                    .extracting(Found::of)
                    .containsExactlyInAnyOrderElementsOf(chosen.stream()
                            .map(m -> Found.expected(m, file, before))
                            .toList());
            assertThat(parsed.manifests()).hasSize(5 - chosen.size());
        });
    }

    private static List<Mutation> onePerDocument(Random random) {
        List<Mutation> all = Mutation.all();
        Collection<List<Mutation>> documents = all.stream()
                .collect(Collectors.groupingBy(Mutation::document, TreeMap::new, Collectors.toList()))
                .values();
        List<Mutation> out = new ArrayList<>();
        for (List<Mutation> document : documents) {
            if (random.nextInt(3) > 0) {
                out.add(document.get(random.nextInt(document.size())));
            }
        }
        return out.isEmpty() ? List.of(all.get(random.nextInt(all.size()))) : out;
    }

    @Test
    void answersWhateverTheBytesAre() {
        anyBytes(300);
    }

    @Test
    @Tag("soak")
    void answersWhateverTheBytesAreOften() {
        anyBytes(10_000);
    }

    private static void anyBytes(int cases) {
        List<String> seeds = List.of(Good.text("net.yaml"), Good.text("small.yaml"), Good.text("list.json"));
        Property.named("never an exception").cases(cases).check(random -> {
            byte[] bytes = spoil(seeds.get(random.nextInt(seeds.size())).getBytes(StandardCharsets.UTF_8), random);
            Parsed parsed = ManifestReader.read("f", bytes);
            assertThat(parsed.problems().isEmpty() && parsed.manifests().isEmpty())
                    .isFalse();
            long lines = 1
                    + new String(bytes, StandardCharsets.UTF_8)
                            .chars()
                            .filter(c -> c == '\n' || c == '\r' || c > 0x7f)
                            .count();
            for (Problem problem : parsed.problems()) {
                assertThat(problem.position().line()).isBetween(1, (int) lines);
                assertThat(problem.position().column()).isPositive();
                assertThat(problem.toString()).doesNotMatch("(?s).*\\p{Cc}.*").hasSizeLessThan(1_000);
            }
        });
    }

    /** A few bytes changed, or pieces doubled, moved or cut. */
    private static byte[] spoil(byte[] good, Random random) {
        byte[] out = good;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int from = random.nextInt(out.length);
            int length = Math.min(out.length - from, 1 + random.nextInt(30));
            byte[] piece = Arrays.copyOfRange(out, from, from + length);
            switch (random.nextInt(5)) {
                case 0 -> out[from] = (byte) random.nextInt(256);
                case 1 -> out[from] = (byte) "[]{}:,-?*&!|>'\"#%@`\n\t 0".charAt(random.nextInt(23));
                case 2 -> out = splice(out, from, length, new byte[0]);
                case 3 -> out = splice(out, random.nextInt(out.length), 0, piece);
                default -> out = Arrays.copyOf(out, Math.max(1, from));
            }
        }
        return out;
    }

    private static byte[] splice(byte[] in, int at, int remove, byte[] insert) {
        byte[] out = new byte[in.length - remove + insert.length];
        System.arraycopy(in, 0, out, 0, at);
        System.arraycopy(insert, 0, out, at, insert.length);
        System.arraycopy(in, at + remove, out, at + insert.length, in.length - at - remove);
        return out.length == 0 ? new byte[] {' '} : out;
    }

    /** What the oracle file does not hold because it spoils more than one line. */
    @ParameterizedTest
    @MethodSource("others")
    void findsOtherMistakes(String text, List<String> expected) {
        assertThat(Good.read("f", text).problems())
                .extracting(p -> "%s %d:%d %s"
                        .formatted(p.code(), p.position().line(), p.position().column(), p.field()))
                .isEqualTo(expected);
    }

    static List<Arguments> others() {
        String slice = "{apiVersion: heddle.dev/v1, kind: Slice, metadata: {tenant: t, name: s}, spec: %s}";
        String list = "apiVersion: v1\nkind: List\nitems:\n%s";
        Map<String, List<String>> table = new LinkedHashMap<>();
        table.put(slice.formatted("{network: n, subnets: []}"), List.of("empty-list 1:102 spec.subnets"));
        table.put(slice.formatted("{network: n, subnets: 10.0.0.0/8}"), List.of("wrong-type 1:102 spec.subnets"));
        table.put(slice.formatted("{network: n, subnets: [10.0.0.0/8], mtu: 576}"), List.of());
        table.put("apiVersion: v1\nkind: List\nitems: []\n", List.of("no-object 3:8 items"));
        table.put("kind: List\nitems: 3\n", List.of("wrong-type 2:8 items"));
        table.put("kind: List\nitem: []\n", List.of("unknown-field 2:1 item"));
        table.put(
                list.formatted("- kind: List\n  apiVersion: heddle.dev/v1\n  metadata: {name: l}\n"),
                List.of("unknown-kind 4:9 kind"));
        table.put(
                list.formatted("- 7\n- {apiVersion: heddle.dev/v1, kind: Tenant, metadata: {name: t, x: *y}}\n"),
                List.of("wrong-type 4:3 null", "unknown-field 5:65 metadata.x", "alias 5:68 metadata.x"));
        return table.entrySet().stream()
                .map(e -> Arguments.of(e.getKey(), e.getValue()))
                .toList();
    }
}
