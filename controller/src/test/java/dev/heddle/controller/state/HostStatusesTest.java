package dev.heddle.controller.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.state.HostStatus.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HostStatusesTest {
    private final HostStatuses statuses = new HostStatuses();

    @Test
    void aHostHoldsWhatWasCompiledSinceAndDoesNotConcernIt() {
        statuses.concerned("h1", 3);
        put("h1", Phase.REALISED, 3, Map.of());
        statuses.compiled(3);
        statuses.compiled(9);
        assertThat(realised("h1")).isEqualTo(9);
        assertThat(statuses.all().get("h1").realised()).isEqualTo(9);
        assertThat(statuses.doubtful()).isEmpty();

        statuses.concerned("h1", 10);
        statuses.compiled(10);
        assertThat(realised("h1")).isEqualTo(3);
        assertThat(statuses.doubtful()).containsExactly("h1");
        put("h1", Phase.SYNCING, 9, Map.of());
        assertThat(realised("h1")).isEqualTo(9);
        put("h1", Phase.REALISED, 10, Map.of());
        assertThat(realised("h1")).isEqualTo(10);
        assertThat(statuses.doubtful()).isEmpty();
    }

    @Test
    void whoHasNoProgramOrIsNotRealisedHoldsNoMoreThanItSays() {
        statuses.compiled(9);
        put("h1", Phase.REALISED, 3, Map.of());
        assertThat(realised("h1")).isEqualTo(3);
        statuses.concerned("h2", 3);
        put("h2", Phase.AWAY, 3, Map.of());
        put("h3", Phase.REALISED, 0, Map.of());
        assertThat(realised("h2")).isEqualTo(3);
        assertThat(realised("h3")).isZero();
        assertThat(statuses.doubtful()).containsExactlyInAnyOrder("h1", "h2", "h3");
    }

    @Test
    void refusedObjectsAreDoubtful() {
        statuses.concerned("h1", 3);
        put("h1", Phase.REALISED, 3, Map.of(5L, "OFPBMC_BAD_FIELD"));
        assertThat(statuses.doubtful()).containsExactly("h1");
        statuses.remove("h1");
        assertThat(statuses.doubtful()).isEmpty();
        assertThat(statuses.size()).isZero();
    }

    @Test
    void listenersAreToldWhatAReaderSees() {
        List<Long> told = new ArrayList<>();
        List<Long> compiled = new ArrayList<>();
        statuses.subscribe(status -> told.add(status.realised()));
        statuses.subscribeCompiled(compiled::add);
        statuses.concerned("h1", 3);
        statuses.compiled(8);
        put("h1", Phase.REALISED, 3, Map.of());
        assertThat(told).containsExactly(8L);
        assertThat(compiled).containsExactly(8L);
    }

    private long realised(String host) {
        HostStatus status = statuses.get(host);
        assertThat(status).isNotNull();
        return status.realised();
    }

    private void put(String host, Phase phase, long realised, Map<Long, String> errors) {
        statuses.put(new HostStatus(
                host,
                phase,
                realised,
                "",
                "",
                Instant.EPOCH,
                0,
                List.of(),
                new TreeMap<>(errors),
                List.of(),
                Map.of(),
                Isolation.UNCHECKED));
    }
}
