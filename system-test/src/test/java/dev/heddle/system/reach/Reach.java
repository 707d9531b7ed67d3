package dev.heddle.system.reach;

import dev.heddle.system.fixture.Intent;
import dev.heddle.system.fixture.Station;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an intent says about who hears whom: ports of one slice, and nobody else. */
public final class Reach {
    private Reach() {}

    /**
     * A question from a port for an address; other networks may know it too.
     *
     * @param heard the ports that the question and its answer come to, by {@code TENANT/PORT}: the asker and the address's
     *     owner in the asker's slice, or nobody
     */
    public record Probe(Station from, String address, Set<String> heard) {
        @Override
        public String toString() {
            return from.id() + " (" + from.port().host() + ") asks for " + address;
        }
    }

    /** How many ordered pairs of ports are in one slice. */
    public static long reachablePairs(Intent intent) {
        return intent.ports().stream()
                .mapToLong(from -> intent.ports().stream()
                        .filter(to -> !to.equals(from) && to.sliceId().equals(from.sliceId()))
                        .count())
                .sum();
    }

    /** Every port asks for every address that any port has, link-local ones too, but its own. */
    public static List<Probe> probes(Collection<Station> stations) {
        Set<String> addresses = new TreeSet<>();
        stations.forEach(station -> addresses.addAll(all(station)));
        List<Probe> probes = new ArrayList<>();
        for (Station from : stations) {
            Map<String, String> owners = new LinkedHashMap<>();
            for (Station to : stations) {
                if (to.port().sliceId().equals(from.port().sliceId())) {
                    all(to).forEach(address -> owners.put(address, to.id()));
                }
            }
            Set<String> own = new HashSet<>(all(from));
            for (String address : addresses) {
                if (!own.contains(address)) {
                    String owner = owners.get(address);
                    probes.add(new Probe(from, address, owner == null ? Set.of() : Set.of(from.id(), owner)));
                }
            }
        }
        return probes;
    }

    private static List<String> all(Station station) {
        List<String> all = new ArrayList<>(station.ips());
        all.add(station.linkLocal());
        return all;
    }
}
