package dev.heddle.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.manifest.ManifestReader.Input;
import dev.heddle.model.spec.AllocationSpec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationReaderTest {
    private static final String GOOD = """
            apiVersion: heddle.dev/v1
            kind: Allocation
            metadata: {name: textbook}
            spec:
              networks:
              - {name: a, compute: 100, bandwidth: 10Gbps}
              - {name: b, compute: 0.5e2, bandwidth: 0.0000000005Gbps}
              classes:
              - {name: tasks, rate: 1.5Mbps}
              - {name: Rest_1, rate: 9223372036854775807bps, weight: .5}
            """;

    private static AllocationReader.Result read(String text) {
        return AllocationReader.read(new Input("f", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> problems(String text) {
        return read(text).problems().stream()
                .map(p -> "%d:%d %s %s"
                        .formatted(p.position().line(), p.position().column(), p.code(), p.field()))
                .toList();
    }

    private static String replaced(int line, String with) {
        List<String> lines = new ArrayList<>(GOOD.lines().toList());
        lines.set(line - 1, with);
        return String.join("\n", lines) + "\n";
    }

    @Test
    void readsExactly() {
        AllocationSpec spec = read(GOOD).allocation().orElseThrow();
        assertThat(spec.networks()).extracting(AllocationSpec.Network::name).containsExactly("a", "b");
        assertThat(spec.networks())
                .extracting(AllocationSpec.Network::compute)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal(100), new BigDecimal(50));
        assertThat(spec.networks())
                .extracting(AllocationSpec.Network::bandwidth)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal(10_000_000_000L), new BigDecimal("0.5"));
        assertThat(spec.classes())
                .extracting(AllocationSpec.TrafficClass::rate)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal(1_500_000), new BigDecimal(Long.MAX_VALUE));
        assertThat(spec.classes())
                .extracting(AllocationSpec.TrafficClass::weight)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(BigDecimal.ONE, new BigDecimal("0.5"));
    }

    @Test
    void readsJson() {
        String json = """
                {"apiVersion": "heddle.dev/v1", "kind": "Allocation", "metadata": {"name": "j"}, "spec": {
                "networks": [{"name": "a", "compute": 1e2, "bandwidth": "1Tbps"}],
                "classes": [{"name": "c", "rate": "1kbps", "weight": 0}]}}""";
        AllocationSpec spec = read(json).allocation().orElseThrow();
        assertThat(spec.networks().getFirst().compute()).isEqualByComparingTo("100");
        assertThat(spec.networks().getFirst().bandwidth()).isEqualByComparingTo("1000000000000");
        assertThat(spec.classes().getFirst().weight()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | apiVersion: heddle.dev/v2 | 1:13 unknown-version apiVersion
            2 | kind: Allocaton | 2:7 unknown-kind kind
            2 | kind: Slice | 2:7 unknown-kind kind
            2 | # | 1:1 missing-field kind
            3 | metadata: {name: Textbook} | 3:18 bad-name metadata.name
            3 | metadata: {name: t, tenant: a} | 3:29 unexpected-tenant metadata.tenant
            3 | # | 1:1 missing-field metadata
            4 | specs: | 4:1 unknown-field specs
            6 | '  - {name: a, compute: 100}' | 6:5 missing-field spec.networks[0].bandwidth
            6 | '  - {name: a, compute: 1, compute: 2, bandwidth: 1bps}' | 6:27 duplicate-key spec.networks[0].compute
            6 | '  - {name: a, compute: 100, bandwith: 10Gbps}' | 6:29 unknown-field spec.networks[0].bandwith
            6 | '  - {name: b, compute: 100, bandwidth: 10Gbps}' | 7:12 duplicate-value spec.networks[1].name
            6 | '  - {name: 7, compute: 100, bandwidth: 10Gbps}' | 6:12 wrong-type spec.networks[0].name
            6 | '  - {name: "a b", compute: 100, bandwidth: 10Gbps}' | 6:12 bad-text spec.networks[0].name
            6 | '  - {name: a, compute: -1, bandwidth: 10Gbps}' | 6:24 out-of-range spec.networks[0].compute
            6 | '  - {name: a, compute: -0.1, bandwidth: 10Gbps}' | 6:24 out-of-range spec.networks[0].compute
            6 | '  - {name: a, compute: .inf, bandwidth: 10Gbps}' | 6:24 out-of-range spec.networks[0].compute
            6 | '  - {name: a, compute: .nan, bandwidth: 10Gbps}' | 6:24 out-of-range spec.networks[0].compute
            6 | '  - {name: a, compute: 1e309, bandwidth: 10Gbps}' | 6:24 out-of-range spec.networks[0].compute
            6 | '  - {name: a, compute: "100", bandwidth: 10Gbps}' | 6:24 wrong-type spec.networks[0].compute
            6 | '  - {name: a, compute: 100, bandwidth: 10}' | 6:40 bad-quantity spec.networks[0].bandwidth
            6 | '  - {name: a, compute: 100, bandwidth: "10"}' | 6:40 bad-quantity spec.networks[0].bandwidth
            6 | '  - {name: a, compute: 100, bandwidth: 10.5}' | 6:40 bad-quantity spec.networks[0].bandwidth
            6 | '  - {name: a, compute: 100, bandwidth: 10 Gbps}' | 6:40 bad-quantity spec.networks[0].bandwidth
            6 | '  - {name: a, compute: 100, bandwidth: 10gbps}' | 6:40 bad-quantity spec.networks[0].bandwidth
            6 | '  - {name: a, compute: 100, bandwidth: 1e3bps}' | 6:40 bad-quantity spec.networks[0].bandwidth
            6 | '  - {name: a, compute: 100, bandwidth: -1Gbps}' | 6:40 bad-quantity spec.networks[0].bandwidth
            6 | '  - {name: a, compute: 100, bandwidth: 9223372036854775808bps}' | 6:40 bad-quantity spec.networks[0].bandwidth
            6 | '  - {name: a, compute: 100, bandwidth: [1]}' | 6:40 wrong-type spec.networks[0].bandwidth
            6 | '  - 7' | 6:5 wrong-type spec.networks[0]
            9 | '  - {name: Rest_1, rate: 1bps}' | 10:12 duplicate-value spec.classes[1].name
            9 | '  - {name: tasks, rate: 1bps, weight: true}' | 9:39 wrong-type spec.classes[0].weight
            9 | '  - {name: tasks, rate: ~}' | 9:25 wrong-type spec.classes[0].rate
            """)
    void tellsEachMistakeAtItsPlace(int line, String with, String problem) {
        assertThat(problems(replaced(line, with))).isNotEmpty().first().isEqualTo(problem);
    }

    @Test
    void tellsAllAtOnce() {
        String text = replaced(6, "  - {name: b, compute: x, bandwidth: 10}").replace("1.5Mbps", "-1.5Mbps");
        assertThat(problems(text))
                .containsExactly(
                        "6:24 wrong-type spec.networks[0].compute",
                        "6:38 bad-quantity spec.networks[0].bandwidth",
                        "7:12 duplicate-value spec.networks[1].name",
                        "9:25 bad-quantity spec.classes[0].rate");
    }

    @Test
    void bothListsHaveItems() {
        String text = GOOD.substring(0, GOOD.indexOf("  networks:")) + "  networks: []\n  classes: []\n";
        assertThat(problems(text)).containsExactly("5:13 empty-list spec.networks", "6:12 empty-list spec.classes");
    }

    @Test
    void isAloneInItsFile() {
        assertThat(problems(GOOD + "---\n" + GOOD)).containsExactly("12:1 duplicate-object null");
        assertThat(problems("# nothing\n")).containsExactly("1:1 no-object null");
        assertThat(read(GOOD + "---\n").problems()).isEmpty();
    }

    @Test
    void anotherKindIsNotLookedInto() {
        String slice = "apiVersion: heddle.dev/v1\nkind: Slice\nmetadata: {tenant: t, name: s}\nspec: {netwrk: n}\n";
        assertThat(read(slice).problems())
                .extracting(Object::toString)
                .containsExactly("f:2:7: Slice t/s: kind: found \"Slice\", expected \"Allocation\"");
    }

    /** It is no kind that is declared; whoever tries is told where it goes. */
    @Test
    void isNotAppliedButSolved() {
        assertThat(ManifestReader.read("f", GOOD.getBytes(StandardCharsets.UTF_8))
                        .problems())
                .extracting(Object::toString)
                .containsExactly("f:2:7: Allocation textbook: kind: found \"Allocation\", which is solved and not"
                        + " stored: heddle solve -f FILE");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void answersWhateverTheBytesAre(int seed) {
        java.util.Random random = new java.util.Random(seed);
        for (int i = 0; i < 100; i++) {
            byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) "[]{}:,-\"\n\0\377 0e".charAt(random.nextInt(14));
            }
            if (random.nextBoolean()) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            AllocationReader.Result result = AllocationReader.read(new Input("f", bytes));
            assertThat(result.allocation().isPresent())
                    .isEqualTo(result.problems().isEmpty());
        }
    }
}
