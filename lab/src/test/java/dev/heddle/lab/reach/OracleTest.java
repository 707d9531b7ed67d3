package dev.heddle.lab.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OracleTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static JsonNode slice(String tenant, String name, String... subnets) {
        return JSON.readTree("{\"metadata\":{\"tenant\":\"%s\",\"name\":\"%s\"},\"spec\":{\"subnets\":%s}}"
                .formatted(tenant, name, JSON.writeValueAsString(subnets)));
    }

    private static JsonNode port(String tenant, String name, String slice, String... ips) {
        return JSON.readTree("""
                {"metadata":{"tenant":"%s","name":"%s","uid":"%s"},"spec":{"slice":"%s","host":"h1"},
                 "effective":{"ips":%s}}""".formatted(tenant, name, tenant + name, slice, JSON.writeValueAsString(ips)));
    }

    private static List<String> reached(Oracle oracle) {
        return oracle.probes().stream()
                .filter(oracle::reaches)
                .map(p -> p.from().name() + ">" + p.to().name() + " " + p.address())
                .toList();
    }

    @Test
    void portsOfOneSliceReachEachOtherInTheFamiliesTheyShare() {
        Oracle oracle = Oracle.of(
                List.of(slice("a", "s", "10.0.0.0/24", "fd00::/64")),
                List.of(port("a", "p", "s", "10.0.0.2", "fd00::2"), port("a", "q", "s", "10.0.0.3")));
        assertThat(reached(oracle)).containsExactly("a/p>a/q 10.0.0.3", "a/q>a/p 10.0.0.2");
    }

    @Test
    void equalAddressesOfOtherSlicesAreNotReachedNorMayTheirHoldersHear() {
        Oracle oracle = Oracle.of(
                List.of(slice("a", "s", "10.0.0.0/24"), slice("b", "s", "10.0.0.0/24")),
                List.of(
                        port("a", "p", "s", "10.0.0.2"),
                        port("a", "q", "s", "10.0.0.3"),
                        port("b", "q", "s", "10.0.0.3")));
        assertThat(reached(oracle)).containsExactly("a/p>a/q 10.0.0.3", "a/q>a/p 10.0.0.2");
        Probe shadowed = oracle.probes().stream()
                .filter(p -> p.from().name().equals("a/p") && p.to().name().equals("b/q"))
                .findFirst()
                .orElseThrow();
        assertThat(oracle.endpoints().stream().map(e -> oracle.mayHear(shadowed, e)))
                .containsExactly(false, true, false);
    }

    @Test
    void subnetsOfOneSliceNeedARouter() {
        Oracle oracle = Oracle.of(
                List.of(slice("a", "s", "10.0.0.0/24", "10.0.1.0/24")),
                List.of(port("a", "p", "s", "10.0.0.2"), port("a", "q", "s", "10.0.1.2")));
        assertThat(reached(oracle)).isEmpty();
    }

    @Test
    void portsWithoutAHostTakeNoPart() {
        JsonNode unplaced = JSON.readTree("""
                {"metadata":{"tenant":"a","name":"r","uid":"r"},"spec":{"slice":"s"},"effective":{"ips":["10.0.0.4"]}}""");
        Oracle oracle = Oracle.of(
                List.of(slice("a", "s", "10.0.0.0/24")),
                Stream.of(port("a", "p", "s", "10.0.0.2"), unplaced).toList());
        assertThat(oracle.endpoints()).extracting(Endpoint::name).containsExactly("a/p");
    }
}
