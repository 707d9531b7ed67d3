package dev.heddle.system;

import dev.heddle.system.fixture.Command;
import dev.heddle.system.fixture.Intent;
import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Result;
import dev.heddle.system.fixture.Station;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One slice with a workload on each host of a lab, {@code w1} on {@code h1} and so on: the traffic that faults must not
 * harm.
 */
record Neighbours(List<Station> stations) {
    private static final Intent.Slice SLICE =
            new Intent.Slice("calm", "net", "slice", List.of("10.60.0.0/24", "fd00:60::/64"));

    Neighbours {
        stations = List.copyOf(stations);
    }

    /** Declares them and waits until they are in use. */
    static Neighbours declare(LabFixture lab) {
        List<Intent.Port> ports = new ArrayList<>();
        for (String host : lab.state().hostNames()) {
            ports.add(new Intent.Port(SLICE.tenant(), "w" + host.substring(1), SLICE.name(), host, "", List.of(), ""));
        }
        Intent intent = new Intent(List.of(SLICE), ports);
        var _ = lab.apply(intent.yaml());
        Map<String, Station> byId = Station.of(lab, intent);
        return new Neighbours(ports.stream()
                .map(port -> byId.get(port.id()))
                .map(Neighbours::there)
                .toList());
    }

    /** The one on that host. */
    Station on(String host) {
        return stations.stream()
                .filter(station -> station.port().host().equals(host))
                .findFirst()
                .orElseThrow();
    }

    /** Whether one echo request from one to the other is answered within a second, over IPv4 and over IPv6. */
    static boolean reaches(Station from, Station to) {
        return answers(from, to.ip4()) && answers(from, to.ip6());
    }

    private static boolean answers(Station from, String address) {
        Result ping = Command.run(
                Duration.ofSeconds(20),
                Map.of(),
                "",
                List.of("ip", "netns", "exec", from.namespace(), "ping", "-n", "-q", "-c", "1", "-W", "1", address));
        return ping.ok();
    }

    private static Station there(@Nullable Station station) {
        if (station == null) {
            throw new AssertionError("a declared port is missing");
        }
        return station;
    }
}
