package dev.heddle.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.manifest.ManifestReader;
import dev.heddle.model.manifest.Parsed;
import dev.heddle.model.spec.PortSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final Layout LAYOUT = new Layout(100, 2490, 50, 10);

    @Test
    void portsAreSpreadEvenlyAndEachSliceLiesOnItsHosts() {
        Map<Integer, Integer> onHost = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int s = 0; s < LAYOUT.slices(); s++) {
            List<Layout.Place> ports = LAYOUT.portsOf(s);
            assertThat(ports.stream().map(Layout.Place::host).distinct().count())
                    .isEqualTo(10);
            ports.forEach(port -> onHost.merge(port.host(), 1, Integer::sum));
            ports.forEach(port -> names.add(port.ifaceId()));
        }
        assertThat(names).hasSize(2490).doesNotHaveDuplicates();
        assertThat(onHost).hasSize(100);
        assertThat(onHost.values()).allMatch(ports -> ports >= 15 && ports <= 35);
    }

    @Test
    void manifestsDeclareAllOfIt() {
        Parsed hosts = read(LAYOUT.hostManifests(0, 100));
        assertThat(hosts.problems()).isEmpty();
        assertThat(hosts.manifests()).hasSize(100);
        List<String> ports = new ArrayList<>();
        for (int t = 0; t < LAYOUT.tenants(); t++) {
            Parsed parsed = read(LAYOUT.tenantManifests(t));
            assertThat(parsed.problems()).isEmpty();
            parsed.manifests().stream()
                    .filter(manifest -> manifest.spec() instanceof PortSpec)
                    .forEach(manifest -> ports.add(manifest.key().path()));
        }
        assertThat(ports)
                .containsExactlyElementsOf(IntStream.range(0, LAYOUT.slices())
                        .boxed()
                        .flatMap(s -> LAYOUT.portsOf(s).stream())
                        .map(Layout.Place::ifaceId)
                        .toList());
    }

    private static Parsed read(String text) {
        return ManifestReader.read("manifests", text.getBytes(StandardCharsets.UTF_8));
    }
}
