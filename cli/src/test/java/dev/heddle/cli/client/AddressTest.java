package dev.heddle.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.model.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({"port", "ports", "po", "Port", "PORTS"})
    void everySpellingOfAKindIsTheKind(String word) {
        assertThat(Address.parse(List.of(word), "team-a")).containsExactly(new Address(Kind.PORT, "team-a", null));
    }

    @Test
    void namesStandBehindTheKindOrWithIt() {
        Address w0 = new Address(Kind.PORT, "team-a", "w0");
        Address h1 = new Address(Kind.HOST, null, "h1");
        assertThat(Address.parse(List.of("port", "w0", "team-b/w1"), "team-a"))
                .containsExactly(w0, new Address(Kind.PORT, "team-b", "w1"));
        assertThat(Address.parse(List.of("port/team-a/w0", "host/h1"), null)).containsExactly(w0, h1);
        assertThat(w0.path()).isEqualTo("/v1/tenants/team-a/ports/w0");
        assertThat(h1.path()).isEqualTo("/v1/hosts/h1");
        assertThat(w0.line()).isEqualTo("port.team-a/w0");
    }

    @Test
    void kindsStandSideBySideAndANameWithoutTenantIsThatOfAll() {
        Address ports = new Address(Kind.PORT, null, "w0");
        assertThat(Address.parse(List.of("po,slices", "w0"), null))
                .containsExactly(ports, new Address(Kind.SLICE, null, "w0"));
        assertThat(ports.isOne()).isFalse();
        assertThat(ports.path()).isEqualTo("/v1/ports");
        assertThat(ports.covers(Kind.PORT, "team-b", "w0")).isTrue();
        assertThat(ports.covers(Kind.PORT, "team-b", "w1")).isFalse();
        assertThat(new Address(Kind.PORT, "team-a", null).covers(Kind.PORT, "team-b", "w0"))
                .isFalse();
    }

    @Test
    void namesThatAreNoneDoNotBreakTheRequest() {
        assertThat(new Address(Kind.PORT, "a b", "x?y#z").path()).isEqualTo("/v1/tenants/a%20b/ports/x%3Fy%23z");
    }

    @Test
    void mistakesAreTold() {
        refused(List.of("prots"), null, "did you mean \"ports\"?");
        refused(List.of("port", "w0"), null, "name the tenant");
        refused(List.of("port"), "team-a", "a name is missing");
        refused(List.of("port/"), "team-a", "expected NAME or TENANT/NAME");
        refused(List.of("host", "a/b"), null, "is no name");
        refused(List.of("port/team-a/w0", "w1"), null, "expected KIND/NAME");
    }

    private static void refused(List<String> words, String tenant, String message) {
        assertThatThrownBy(() -> Address.parse(words, tenant).forEach(Address::one))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exit()).isEqualTo(Exit.BAD_INPUT))
                .hasMessageContaining(message);
    }
}
