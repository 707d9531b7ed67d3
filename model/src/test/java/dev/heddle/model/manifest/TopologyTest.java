package dev.heddle.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Problem;
import dev.heddle.model.spec.TopologySpec;
import dev.heddle.model.spec.TopologySpec.Tier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

class TopologyTest {
    @Test
    void readsTiersInAnyOrder() {
        Parsed parsed = read("""
                - {name: r1, parent: p1, level: rack, oversubscription: 2.5}
                - {name: p1, parent: a, level: pod, bandwidth: 400Gbps}
                - {name: a, level: site, oversubscription: "4:1"}
                - {name: b, level: site, oversubscription: 1}
                """);
        assertThat(parsed.problems()).isEmpty();
        Manifest manifest = parsed.manifests().getFirst();
        assertThat(manifest.spec())
                .isEqualTo(new TopologySpec(List.of(
                        new Tier("r1", Optional.of("p1"), "rack", OptionalLong.empty(), OptionalLong.of(2500)),
                        new Tier(
                                "p1", Optional.of("a"), "pod", OptionalLong.of(400_000_000_000L), OptionalLong.empty()),
                        new Tier("a", Optional.empty(), "site", OptionalLong.empty(), OptionalLong.of(4000)),
                        new Tier("b", Optional.empty(), "site", OptionalLong.empty(), OptionalLong.of(1000)))));
        JsonNode effective = EffectiveSpec.of(manifest.spec()).path("tiers");
        assertThat(effective.path(0).path("oversubscription").toString()).isEqualTo("2.5");
        assertThat(effective.path(2).path("oversubscription").toString()).isEqualTo("4");
        assertThat(manifest.written()
                        .path("tiers")
                        .path(0)
                        .path("oversubscription")
                        .toString())
                .isEqualTo("2.5");
    }

    @Test
    void refusesWhatIsNoTree() {
        refused(
                "- {name: a, level: site, parent: b}",
                "6:36 unknown-parent spec.tiers[0].parent: b is no tier of this topology");
        refused(
                "- {name: a, level: site, parent: a}",
                "6:36 cycle spec.tiers[0].parent: tiers lie in each other: a in a, expected a tree");
        refused("""
                - {name: d, level: l4, parent: a}
                - {name: c, level: l3, parent: a}
                - {name: a, level: l1, parent: b}
                - {name: b, level: l2, parent: c}
                """, "7:34 cycle spec.tiers[1].parent: tiers lie in each other: c in a in b in c, expected a tree");
        refused(
                """
                - {name: a, level: l1, parent: b}
                - {name: b, level: l2, parent: a}
                - {name: c, level: l1, parent: d}
                - {name: d, level: l2, parent: c}
                """,
                "6:34 cycle spec.tiers[0].parent: tiers lie in each other: a in b in a",
                "8:34 cycle spec.tiers[2].parent: tiers lie in each other: c in d in c");
        refused("""
                - {name: a, level: site}
                - {name: a, level: rack}
                """, "7:12 duplicate-value spec.tiers[1].name: a is that of tiers[0] too");
        refused("""
                - {name: a, level: site}
                - {name: b, level: site, parent: a}
                """, "7:22 contradiction spec.tiers[1].level: site is the level of the parent too");
    }

    @Test
    void refusesWhatLiesDeeperThanAnyHost() {
        StringBuilder chain = new StringBuilder("- {name: t0, level: l0}\n");
        for (int i = 1; i < 16; i++) {
            chain.append("- {name: t%d, level: l%d, parent: t%d}\n".formatted(i, i, i - 1));
        }
        assertThat(read(chain.toString()).problems()).isEmpty();
        refused(
                chain + "- {name: t16, level: l16, parent: t15}",
                "22:37 out-of-range spec.tiers[16].parent: lies more than 16 levels deep");
    }

    /** Far above what it takes: a bound that a walk over all ancestors of each tier breaks. */
    @Test
    @Timeout(20)
    void takesTimeInProportionToTheTiers() {
        StringBuilder chain = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            chain.append("- {name: t%d, level: l%d, parent: t%d}\n".formatted(i, i, i + 1));
        }
        assertThat(read(chain + "- {name: t30000, level: x}").problems()).hasSize(30_001 - 16);
        assertThat(read(chain + "- {name: t30000, level: x, parent: t0}").problems())
                .extracting(Problem::code)
                .containsExactly("cycle");
    }

    @Test
    void refusesBadFigures() {
        refused(
                "- {name: a, level: site, bandwidth: 1Gbps, oversubscription: 2}",
                "6:64 contradiction spec.tiers[0].oversubscription: written beside bandwidth");
        for (String bad :
                List.of("0", "0.999", "-2", "1.0001", "1000001", "1e3", ".inf", "\"2\"", "\"2:2\"", "\"x\"")) {
            refused(
                    "- {name: a, level: site, oversubscription: %s}".formatted(bad),
                    "6:46 out-of-range spec.tiers[0].oversubscription: found ");
        }
        refused("- {name: a, level: site, oversubscription: yes}", "6:46 out-of-range");
        refused("- {name: a, level: site, oversubscription: true}", "6:46 wrong-type");
        refused("- {name: a, level: site, oversubscription: [2]}", "6:46 wrong-type");
        refused("- {name: a, level: site, bandwidth: -1Gbps}", "6:39 bad-quantity");
        refused("- {name: a, level: site, bandwidth: 10Gb}", "6:39 bad-quantity");
        refused("- {name: a, level: 2}", "6:22 wrong-type");
        refused("- {name: a}", "6:5 missing-field spec.tiers[0].level");
        refused("  []", "6:5 empty-list spec.tiers");
    }

    private static void refused(String tiers, String... lines) {
        List<String> found =
                read(tiers).problems().stream().map(TopologyTest::line).toList();
        assertThat(found).hasSameSizeAs(lines);
        for (int i = 0; i < lines.length; i++) {
            assertThat(found.get(i)).startsWith(lines[i]);
        }
    }

    private static String line(Problem problem) {
        return "%d:%d %s %s: %s"
                .formatted(
                        problem.position().line(),
                        problem.position().column(),
                        problem.code(),
                        problem.field(),
                        problem.message());
    }

    private static Parsed read(String tiers) {
        String head = """
                apiVersion: heddle.dev/v1
                kind: Topology
                metadata: {name: clos}
                spec:
                  tiers:
                """;
        return ManifestReader.read("net.yaml", (head + tiers.indent(2)).getBytes(StandardCharsets.UTF_8));
    }
}
