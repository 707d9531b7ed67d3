package dev.heddle.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Resource;
import dev.heddle.model.testing.Property;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ManifestWriterTest {
    private static Resource stored(Manifest m) {
        return new Resource(
                m.key(),
                1,
                uid(m),
                m.labels(),
                42,
                Instant.parse("2026-11-24T09:00:00Z"),
                m.spec(),
                m.written(),
                m.position());
    }

    private static UUID uid(Manifest m) {
        return m.uid().orElse(UUID.nameUUIDFromBytes(m.key().toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode shown(Manifest m) {
        JsonNode status = JsonMapper.shared()
                .readTree(
                        "{\"conditions\": [{\"type\": \"Realised\", \"status\": \"False\", \"message\": \"h7: away\"}]}");
        return ManifestWriter.object(stored(m), EffectiveSpec.of(m.spec()), status);
    }

    private static void assertSame(Manifest read, Manifest original) {
        assertThat(read.key()).isEqualTo(original.key());
        assertThat(read.labels()).isEqualTo(original.labels());
        assertThat(read.uid()).hasValue(uid(original));
        assertThat(read.spec()).isEqualTo(original.spec());
        assertThat(read.written()).isEqualTo(original.written());
    }

    @Test
    void whatIsReadBackCanBeAppliedAndIsTheSame() {
        for (String file : List.of("net.yaml", "small.yaml", "list.json")) {
            for (Manifest manifest : Good.read(file, Good.text(file)).manifests()) {
                JsonNode shown = shown(manifest);
                Parsed yaml = Good.read("-", YamlText.of(shown));
                Parsed json = Good.read("-", shown.toString());
                assertThat(yaml.problems()).isEmpty();
                assertThat(json.problems()).isEmpty();
                assertSame(yaml.manifests().getFirst(), manifest);
                assertSame(json.manifests().getFirst(), manifest);
            }
        }
    }

    @Test
    void severalObjectsAreAList() {
        List<Manifest> all = Good.read("net.yaml", Good.text("net.yaml")).manifests();
        String yaml = YamlText.of(
                ManifestWriter.list(all.stream().map(ManifestWriterTest::shown).toList()));
        Parsed parsed = Good.read("-", yaml);
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.manifests())
                .extracting(Manifest::key)
                .isEqualTo(all.stream().map(Manifest::key).toList());
    }

    /** The effective spec is a spec: read back, it means the same and is its own canonical form. */
    @Test
    void effectiveMeansTheSame() {
        for (String file : List.of("net.yaml", "small.yaml", "list.json")) {
            for (Manifest manifest : Good.read(file, Good.text(file)).manifests()) {
                Resource resource = stored(manifest);
                Resource effective = new Resource(
                        resource.key(),
                        resource.id(),
                        resource.uid(),
                        resource.labels(),
                        resource.revision(),
                        resource.created(),
                        resource.spec(),
                        EffectiveSpec.of(manifest.spec()),
                        resource.source());
                Parsed parsed = Good.read("-", YamlText.of(ManifestWriter.object(effective, null, null)));
                assertThat(parsed.problems()).isEmpty();
                assertThat(parsed.manifests().getFirst().spec()).isEqualTo(manifest.spec());
            }
        }
    }

    @Test
    void effectiveShowsDefaultsAndCanonicalSpellings() {
        List<Manifest> all = Good.read("net.yaml", Good.text("net.yaml")).manifests();
        assertThat(EffectiveSpec.of(all.get(1).spec()).toString())
                .isEqualTo(
                        "{\"systemId\":\"9b2f7c1e-host-1\",\"uplinks\":[{\"name\":\"uplink1\",\"address\":\"192.0.2.1\","
                                + "\"bandwidth\":\"100Gbps\",\"rail\":\"r0\",\"leaf\":\"leaf-1\",\"mtu\":9000},"
                                + "{\"name\":\"uplink2\",\"address\":\"192.0.2.129\",\"mtu\":1500}],"
                                + "\"ovsdb\":\"tcp:192.0.2.1:6640\",\"datapath\":\"netdev\","
                                + "\"location\":{\"site\":\"a\",\"pod\":\"p1\",\"rack\":\"r7\"},\"tunnelPort\":4789,"
                                + "\"capacity\":{\"cpu\":\"96\",\"gpu\":{\"count\":8,\"model\":\"H100 SXM\"},"
                                + "\"memory\":\"2Ti\",\"storage\":\"30Ti\"},"
                                + "\"reserved\":{\"cpu\":\"2500m\",\"memory\":\"64Gi\",\"bandwidth\":\"200Mbps\"},"
                                + "\"state\":\"ready\"}");
        assertThat(EffectiveSpec.of(all.get(4).spec()).toString())
                .isEqualTo("{\"slice\":\"train\",\"host\":\"h1\",\"uplink\":\"uplink2\","
                        + "\"ips\":[\"10.9.0.10\",\"fd00:9::10\"],\"mac\":\"02:00:00:00:00:0a\","
                        + "\"bandwidth\":{\"guaranteed\":\"1Gbps\",\"limit\":\"10Gbps\"}}");
        Manifest small = Good.read("f", Good.text("small.yaml")).manifests().get(3);
        assertThat(EffectiveSpec.of(small.spec()).toString())
                .isEqualTo("{\"network\":\"n\",\"subnets\":[\"10.0.0.0/8\"],\"mtu\":576,\"preemptible\":false}");
    }

    /** Strings that other types could be taken for survive the way out and back. */
    @Test
    void anyDescriptionSurvives() {
        Manifest network = Good.read("f", Good.text("net.yaml")).manifests().get(2);
        Property.named("read(write(x)) = x").cases(300).check(random -> {
            String text = text(random);
            JsonNode spec = JsonMapper.shared().createObjectNode().put("description", text);
            Resource resource = stored(new Manifest(
                    network.key(),
                    network.uid(),
                    network.labels(),
                    network.spec(),
                    spec,
                    network.position(),
                    network.fields()));
            Parsed parsed = Good.read("-", YamlText.of(ManifestWriter.object(resource, null, null)));
            assertThat(parsed.problems()).isEmpty();
            assertThat(parsed.manifests()
                            .getFirst()
                            .written()
                            .get("description")
                            .asString())
                    .isEqualTo(text);
        });
    }

    private static String text(Random random) {
        String alphabet = "ab01 :#-?,[]{}&*!|>'\"%@`~\\.\n\té🧵yYnN+=<";
        int[] points = alphabet.codePoints().toArray();
        StringBuilder out = new StringBuilder("x");
        for (int i = random.nextInt(12); i >= 0; i--) {
            out.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return random.nextBoolean()
                ? out.substring(1).strip().isEmpty() ? "x" : out.substring(1).stripLeading()
                : out.toString();
    }
}
