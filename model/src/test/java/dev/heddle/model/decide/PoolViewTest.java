package dev.heddle.model.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.manifest.ManifestReader;
import dev.heddle.model.pool.Amounts;
import dev.heddle.model.pool.PoolView;
import dev.heddle.model.pool.PoolView.InDomain;
import dev.heddle.model.pool.PoolView.OfTenant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The view of the pool, counted by hand. */
class PoolViewTest {
    private static final long GI = 1L << 30;
    private static final long GBPS = 1_000_000_000;
    private static final String SITE = """
            apiVersion: heddle.dev/v1
            kind: Host
            metadata: {name: h1}
            spec:
              systemId: one
              uplinks: [{name: u1, address: 192.0.2.1, bandwidth: 100Gbps}, {name: u2, address: 192.0.2.2, bandwidth: 40Gbps}]
              location: {site: a, pod: p1, rack: r1}
              capacity: {cpu: 96, gpu: {count: 8}, memory: 64Gi, storage: 1Gi}
              reserved: {cpu: 2500m, gpu: {count: 1}, bandwidth: 1Gbps}
            ---
            apiVersion: heddle.dev/v1
            kind: Host
            metadata: {name: h2}
            spec:
              systemId: two
              uplinks: [{name: u1, address: 192.0.2.3}]
              location: {site: a, pod: p1, rack: r2}
              capacity: {cpu: 4}
              state: draining
            ---
            apiVersion: heddle.dev/v1
            kind: Host
            metadata: {name: h3}
            spec:
              systemId: three
              uplinks: [{name: u1, address: 192.0.2.4, bandwidth: 10Gbps}]
              location: {site: a, pod: p1, rack: r2}
              capacity: {cpu: 1000}
              reserved: {cpu: 1}
              state: lost
            ---
            apiVersion: heddle.dev/v1
            kind: Host
            metadata: {name: h4}
            spec: {systemId: four, uplinks: [{name: u1, address: 192.0.2.5}], capacity: {storage: 2Gi}}
            ---
            apiVersion: heddle.dev/v1
            kind: Host
            metadata: {name: h5}
            spec: {systemId: five, uplinks: [{name: u1, address: 192.0.2.6}], location: {site: a-b}}
            ---
            apiVersion: heddle.dev/v1
            kind: Tenant
            metadata: {name: b}
            ---
            apiVersion: heddle.dev/v1
            kind: Tenant
            metadata: {name: a}
            spec: {quota: {gpu: 4, slices: 3}}
            ---
            apiVersion: heddle.dev/v1
            kind: VirtualNetwork
            metadata: {tenant: a, name: n}
            ---
            apiVersion: heddle.dev/v1
            kind: Slice
            metadata: {tenant: a, name: s}
            spec: {network: n, subnets: [10.0.0.0/24], resources: {cpu: 500m, gpu: 4, bandwidth: 20Gbps}}
            ---
            apiVersion: heddle.dev/v1
            kind: Port
            metadata: {tenant: a, name: p}
            spec: {slice: s}
            """;

    @Test
    void showsEveryLevel() {
        PoolView pool = pool(manifests());
        assertThat(pool.capacity()).isEqualTo(Amounts.of(100_000, 8, 64 * GI, 3 * GI, 140 * GBPS));
        assertThat(pool.system()).isEqualTo(Amounts.of(2500, 1, 0, 0, GBPS));
        assertThat(pool.reserved()).isEqualTo(Amounts.of(500, 4, 0, 0, 20 * GBPS));
        assertThat(pool.leased()).isEqualTo(Amounts.ZERO);
        assertThat(pool.free()).isEqualTo(Amounts.of(97_000, 3, 64 * GI, 3 * GI, 119 * GBPS));
        assertThat(pool.domains())
                .extracting(d -> d.level() + " " + d.path() + " " + d.hosts())
                .containsExactly(
                        "site a [h1, h2, h3]",
                        "pod a/p1 [h1, h2, h3]",
                        "rack a/p1/r1 [h1]",
                        "rack a/p1/r2 [h2, h3]",
                        "site a-b [h5]");
        InDomain rack = pool.domains().get(3);
        assertThat(rack.capacity()).isEqualTo(Amounts.of(4000, 0, 0, 0, 0));
        assertThat(rack.system()).isEqualTo(Amounts.ZERO);
        InDomain site = pool.domains().getFirst();
        assertThat(site.free()).isEqualTo(Amounts.of(97_500, 7, 64 * GI, GI, 139 * GBPS));
        assertThat(pool.tenants()).extracting(OfTenant::tenant).containsExactly("a", "b");
        OfTenant a = pool.tenants().getFirst();
        assertThat(a.quota().quota().gpu()).hasValue(4);
        assertThat(a.quota().quota().cpu()).isEmpty();
        assertThat(a.used().held()).isEqualTo(pool.reserved());
        assertThat(a.used().slices()).isEqualTo(1);
        assertThat(a.used().ports()).isEqualTo(1);
    }

    @Test
    void theOrderOfDeclarationDoesNotShow() {
        PoolView pool = pool(manifests());
        for (int seed = 0; seed < 10; seed++) {
            List<Manifest> shuffled = manifests();
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(pool(shuffled)).isEqualTo(pool);
        }
    }

    private static PoolView pool(List<Manifest> manifests) {
        Decided state = new Decided();
        state.apply(manifests.toArray(Manifest[]::new));
        return state.image.pool();
    }

    private static List<Manifest> manifests() {
        return new ArrayList<>(ManifestReader.read("site.yaml", SITE.getBytes(StandardCharsets.UTF_8))
                .manifests());
    }
}
