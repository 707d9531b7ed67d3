package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimsTest {
    private final Claims<String> claims = new Claims<>();

    @Test
    void theFirstIsGrantedAtOnce() {
        assertThat(claims.claim("id", "a")).isEmpty();
        assertThat(claims.state("a")).isEqualTo(Claims.State.GRANTED);
    }

    @Test
    void claimingAgainChangesNothing() {
        claims.claim("id", "a");
        assertThat(claims.claim("id", "a")).isEmpty();
        assertThat(claims.living("id")).containsExactly("a");
    }

    @Test
    void aSecondWaitsAndReplacesAFirstThatIsSilent() {
        claims.claim("id", "a");
        assertThat(claims.claim("id", "b")).containsExactly("a");
        assertThat(claims.state("a")).isEqualTo(Claims.State.GRANTED);
        assertThat(claims.state("b")).isEqualTo(Claims.State.WAITING);
        assertThat(claims.expired("id")).containsExactly("a");
        assertThat(claims.state("b")).isEqualTo(Claims.State.GRANTED);
    }

    @Test
    void twoThatLiveAreBothRefusedUntilOneGoes() {
        claims.claim("id", "a");
        claims.claim("id", "b");
        claims.answered("a");
        assertThat(claims.expired("id")).isEmpty();
        assertThat(claims.state("a")).isEqualTo(Claims.State.CONTESTED);
        assertThat(claims.state("b")).isEqualTo(Claims.State.CONTESTED);
        claims.remove("a");
        assertThat(claims.state("b")).isEqualTo(Claims.State.GRANTED);
    }

    @Test
    void aFirstThatGoesDuringTheProbeLeavesTheSecond() {
        claims.claim("id", "a");
        claims.claim("id", "b");
        claims.remove("a");
        assertThat(claims.state("b")).isEqualTo(Claims.State.GRANTED);
        assertThat(claims.expired("id")).isEmpty();
    }

    @Test
    void aConnectionThatChangesItsIdGivesTheOldOneUp() {
        claims.claim("id", "a");
        claims.claim("other", "a");
        assertThat(claims.living("id")).isEmpty();
        assertThat(claims.id("a")).contains("other");
        assertThat(claims.state("a")).isEqualTo(Claims.State.GRANTED);
    }
}
