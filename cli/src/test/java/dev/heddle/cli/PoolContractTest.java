package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pool and what is over it, as the API contract tells them; without hosts. */
final class PoolContractTest {
    @TempDir
    private static Path directory;

    private static Serving serving;
    private static Shell shell;

    @BeforeAll
    static void serve() throws IOException {
        serving = Serving.start(directory);
        StringBuilder hosts = new StringBuilder();
        for (int n = 1; n <= 4; n++) {
            hosts.append("---\n").append(host(n, n == 4 ? "r2" : "r1"));
        }
        shell = new Shell(directory, serving.server())
                .file("hosts.yaml", hosts.toString())
                .file(
                        "net.yaml",
                        tenant("cpu: 16, gpu: 8, slices: 2") + "---\n" + Manifests.network("team-a") + "---\n"
                                + slice("train", "10.9.0.0/24", "cpu: 10, gpu: 3"));
        shell.check("""
                $ heddle apply -f DIR/hosts.yaml -f DIR/net.yaml
                …
                """);
    }

    @AfterAll
    static void stop() {
        serving.close();
    }

    private static String host(int number, String rack) {
        return Manifests.host(
                "gpu0" + number,
                number,
                "location: {site: a, rack: %s}\n  capacity: {cpu: 8, gpu: {count: 2}, memory: 64Gi}\n  reserved: {cpu: 500m}"
                        .formatted(rack));
    }

    private static String tenant(String quota) {
        return """
                apiVersion: heddle.dev/v1
                kind: Tenant
                metadata: {name: team-a}
                spec: {quota: {%s}}
                """.formatted(quota);
    }

    private static String slice(String name, String subnet, String resources) {
        return """
                apiVersion: heddle.dev/v1
                kind: Slice
                metadata: {tenant: team-a, name: %s}
                spec:
                  network: net
                  subnets: [%s]
                  resources: {%s}
                """.formatted(name, subnet, resources);
    }

    @Test
    void thePoolByDomainAndTenant() {
        shell.check("""
                $ heddle get pool
                POOL      CPU  GPU  MEMORY  STORAGE  BANDWIDTH
                capacity  32   8    256Gi   0        0
                system    2    0    0       0        0
                reserved  10   3    0       0        0
                leased    0    0    0       0        0
                free      20   5    256Gi   0        0

                LEVEL  DOMAIN  HOSTS       CPU        GPU  MEMORY       STORAGE  BANDWIDTH
                site   a       gpu[01-04]  30/32      8/8  256Gi/256Gi  0/0      0/0
                rack   a/r1    gpu[01-03]  22500m/24  6/6  192Gi/192Gi  0/0      0/0
                rack   a/r2    gpu04       7500m/8    2/2  64Gi/64Gi    0/0      0/0

                FRAGMENTED  DOMAINS  CPU  GPU  MEMORY  STORAGE  BANDWIDTH
                site        1        0%   0%   0%      -        -
                rack        2        25%  25%  25%     -        -

                TENANT  CPU    GPU  MEMORY  STORAGE  BANDWIDTH  PORTS  SLICES
                team-a  10/16  3/8  0/-     0/-      0/-        0/-    1/2
                $ heddle get pool -o name
                pool
                $ heddle get pool -o wide
                …
                LEVEL  DOMAIN  HOSTS  …  LEASED-CPU  LEASED-GPU  LEASED-MEMORY  LEASED-STORAGE  LEASED-BANDWIDTH
                …
                $ heddle get pool -o yaml
                kind: Pool
                status:
                  capacity:
                    cpu: "32"
                …
                $ heddle get pool h1
                ! there is one pool: heddle get pool
                ? 2
                """);
        JsonNode pool =
                JsonMapper.shared().readTree(shell.run("get pool -o json").out());
        assertThat(pool.path("kind").asString()).isEqualTo("Pool");
        assertThat(pool.at("/status/free/cpu").asString()).isEqualTo("20");
        assertThat(pool.at("/status/domains/1/hosts").asString()).isEqualTo("gpu[01-03]");
    }

    @Test
    void aHostAndTheDomainsAroundIt() {
        shell.check("""
                $ heddle describe host gpu04
                host.gpu04
                …
                capacity:
                  cpu: "8"
                  gpu: 2
                …
                leased:
                …
                free:
                  cpu: 7500m
                …
                gpus:
                  leased: ""
                  free: "0-1"
                …
                pool:
                  LEVEL  DOMAIN  HOSTS       CPU      GPU  …
                  site   a       gpu[01-04]  30/32    8/8  …
                  rack   a/r2    gpu04       7500m/8  2/2  …

                  FRAGMENTED  DOMAINS  CPU  GPU  MEMORY  STORAGE  BANDWIDTH
                  site        1        0%   0%   0%      -        -
                  rack        2        25%  25%  25%     -        -
                """);
    }

    @Test
    void whatIsOverAQuotaOrThePoolIsRefusedWhole() {
        shell.file("serve.yaml", slice("serve", "10.9.1.0/24", "cpu: 6001m, gpu: 4"))
                .file(
                        "more.yaml",
                        slice("one", "10.9.2.0/24", "memory: 1Gi") + "---\n"
                                + slice("two", "10.9.3.0/24", "cpu: 0, gpu: 0"))
                .file("pool.yaml", slice("serve", "10.9.1.0/24", "memory: 257Gi"))
                .check("""
                        $ heddle apply -f DIR/serve.yaml
                        ! DIR/serve.yaml:7:20: Slice team-a/serve: spec.resources.cpu: over the quota of tenant team-a by 1m
                        !   7 |   resources: {cpu: 6001m, gpu: 4}
                        ! …^
                        ? 8
                        $ heddle apply -f DIR/pool.yaml
                        ! DIR/pool.yaml:7:23: Slice team-a/serve: spec.resources.memory: over the pool by 1Gi
                        !   7 |   resources: {memory: 257Gi}
                        ! …^
                        ? 8
                        $ heddle apply -f DIR/more.yaml
                        ! DIR/more.yaml:9:1: Slice team-a/two: slices: over the quota of tenant team-a by 1
                        !   9 | apiVersion: heddle.dev/v1
                        ! …^
                        ? 8
                        $ heddle get slices -o name
                        slice.team-a/train
                        """);
    }
}
