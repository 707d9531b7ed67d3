package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.Intent;
import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Station;
import dev.heddle.system.observe.PingStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A port moves back and forth between two hosts and their uplinks, under traffic: with a port that stays on the first of
 * them, and with one on a third. On the second host it is the only port of its slice.
 */
@Tag("lab")
class MoveTest {
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final int ROUNDS = 3;

    private static final Intent INTENT = new Intent(
            List.of(new Intent.Slice("moves", "net", "slice", List.of("10.62.0.0/24", "fd00:62::/64"))),
            List.of(port("mover", "h1", "uplink2"), port("stays", "h1", "uplink1"), port("third", "h3", "uplink1")));

    private static LabFixture lab;

    @BeforeAll
    static void up() {
        lab = LabFixture.up(3, 2);
        var _ = lab.apply(INTENT.yaml());
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void movesLoseNothing() {
        Map<String, Station> stations = Station.of(lab, INTENT);
        Station mover = station(stations, "mover");
        List<PingStream> streams = new ArrayList<>();
        try {
            for (String name : List.of("stays", "third")) {
                streams.add(PingStream.start(station(stations, name), mover, EVERY));
                streams.add(PingStream.start(mover, station(stations, name), EVERY));
            }
            for (int round = 0; round < ROUNDS; round++) {
                move(mover, "h2", "uplink1");
                move(mover, "h1", "uplink2");
            }
            List<PingStream.Result> results =
                    streams.stream().map(PingStream::stop).toList();
            System.out.println("MoveTest " + 2 * ROUNDS + " moves: " + results);
            assertThat(results).allSatisfy(result -> {
                assertThat(result.sent()).isGreaterThan(100);
                assertThat(result.lost()).as(result.name()).isZero();
                assertThat(result.doubled()).as(result.name()).isZero();
            });
        } finally {
            streams.forEach(PingStream::close);
        }
    }

    private static void move(Station mover, String host, String uplink) {
        var _ = lab.apply(new Intent(List.of(), List.of(mover.port().at(host, uplink))).yaml());
        assertThat(lab.json("get", "port", "mover", "-t", "moves", "-o", "json")
                        .path("status")
                        .path("host")
                        .asString(""))
                .isEqualTo(host);
    }

    private static Intent.Port port(String name, String host, String uplink) {
        return new Intent.Port("moves", name, "slice", host, uplink, List.of(), "");
    }

    private static Station station(Map<String, Station> stations, String name) {
        Station station = stations.get("moves/" + name);
        if (station == null) {
            throw new AssertionError("not declared: " + name);
        }
        return station;
    }
}
