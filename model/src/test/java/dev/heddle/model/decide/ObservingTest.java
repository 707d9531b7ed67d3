package dev.heddle.model.decide;

import static dev.heddle.model.testing.Declare.host;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.manifest.ManifestReader;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.Resources;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.Record;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ObservingTest {
    private final Decided state = new Decided();

    @Test
    void fillsGapsOnceAndWhatIsWrittenWins() {
        declare("capacity: {cpu: 8}", "100Gbps", "");
        assertThat(tell(told(64, 8, "H100", Map.of("u1", 1L, "u2", 25L, "u9", 3L))))
                .hasSize(1);
        HostSpec effective = stored().effective();
        assertThat(effective.capacity().cpu()).hasValue(8000);
        assertThat(effective.capacity().gpu()).hasValue(8);
        assertThat(effective.gpuModel()).contains("H100");
        assertThat(effective.uplinks())
                .extracting(u -> u.bandwidth().orElse(-1))
                .containsExactly(100_000_000_000L, 25L);
        assertThat(stored().observed().uplinks()).containsOnlyKeys("u2");
        assertThat(tell(told(32, 4, "A100", Map.of("u2", 7L)))).isEmpty();
        assertThat(stored().effective()).isEqualTo(effective);
        assertThat(stored().spec().capacity().gpu()).as("the manifest's").isEmpty();
    }

    @Test
    void whatWasToldOutlivesAChangeOfTheManifest() {
        declare("", "100Gbps", "");
        tell(told(64, 8, "H100", Map.of("u2", 25L)));
        declare("capacity: {cpu: 8, gpu: {count: 4}, memory: 1Gi, storage: 2Gi}", "100Gbps", "10Gbps");
        assertThat(stored().effective().capacity().cpu()).hasValue(8000);
        assertThat(stored().effective().capacity().memory()).hasValue(1L << 30);
        assertThat(stored().effective().capacity().storage()).hasValue(2L << 30);
        assertThat(stored().effective().capacity().gpu()).hasValue(4);
        assertThat(stored().effective().gpuModel()).as("of other GPUs").isEmpty();
        assertThat(stored().effective().uplinks().get(1).bandwidth()).hasValue(10_000_000_000L);
        declare("", "100Gbps", "");
        assertThat(stored().effective().capacity().gpu()).hasValue(8);
        assertThat(stored().effective().capacity().cpu()).hasValue(64_000);
        assertThat(stored().effective().uplinks().get(1).bandwidth()).hasValue(25);
    }

    @Test
    void whatWasToldOfAnUplinkGoesWithIt() {
        state.apply(host("h1", "192.0.2.1", "192.0.2.2"));
        tell(told(64, 8, "H100", Map.of("uplink1", 10L, "uplink2", 25L)));
        state.apply(host("h1", "192.0.2.3", "192.0.2.2"));
        assertThat(stored().observed().uplinks()).containsOnlyKeys("uplink2");
        state.apply(host("h1", "192.0.2.3"));
        state.apply(host("h1", "192.0.2.3", "192.0.2.2"));
        assertThat(stored().observed().uplinks()).isEmpty();
    }

    @Test
    void asksAsLongAsAnythingIsMissing() {
        declare("capacity: {cpu: 8, memory: 1Gi, storage: 1Gi}", "100Gbps", "");
        assertThat(Observing.hasGaps(stored())).isTrue();
        tell(told(64, 8, "H100", Map.of()));
        assertThat(Observing.hasGaps(stored())).as("uplink u2").isTrue();
        tell(told(64, 8, "H100", Map.of("u2", 25L)));
        assertThat(Observing.hasGaps(stored())).isFalse();
    }

    @Test
    void aHostThatIsNotDeclaredTellsNothing() {
        assertThat(Observing.decide(state.image, "h1", told(64, 8, "H100", Map.of())))
                .isEmpty();
        declare("", "100Gbps", "");
        tell(told(64, 8, "H100", Map.of()));
        state.delete(ObjectKey.clusterWide(Kind.HOST, "h1"));
        declare("", "100Gbps", "");
        assertThat(stored().observed().isEmpty()).isTrue();
    }

    private List<Record> tell(Observed told) {
        List<Record> records = Observing.decide(state.image, "h1", told);
        state.replay(records);
        return records;
    }

    private HostState stored() {
        return state.image.hosts().get("h1");
    }

    private static Observed told(long cores, long gpus, String model, Map<String, Long> links) {
        Resources capacity = new Resources(
                OptionalLong.of(cores * 1000),
                OptionalLong.of(gpus),
                OptionalLong.of(1L << 40),
                OptionalLong.of(1L << 42),
                OptionalLong.empty());
        return new Observed(capacity, Optional.of(model), new TreeMap<>(links));
    }

    private void declare(String capacity, String first, String second) {
        String yaml = """
                apiVersion: heddle.dev/v1
                kind: Host
                metadata: {name: h1}
                spec:
                  systemId: one
                  uplinks:
                  - {name: u1, address: 192.0.2.1, bandwidth: %s}
                  - {name: u2, address: 192.0.2.2%s}
                  %s
                """.formatted(first, second.isEmpty() ? "" : ", bandwidth: " + second, capacity);
        Manifest manifest = ManifestReader.read("h.yaml", yaml.getBytes(StandardCharsets.UTF_8))
                .manifests()
                .getFirst();
        state.apply(manifest);
    }
}
