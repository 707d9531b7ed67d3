package dev.heddle.placement.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where hosts lie: a tree of domains (site, pod, rack: any depth) with the hosts as leaves. Hosts and the domains of each
 * level are numbered from 0 in the order of their paths, hosts then by name: the numbers do not depend on the order of the
 * input, and the hosts of a domain are a range. Level 0 is the outermost; {@code levels() - 1} the innermost, the rack.
 * The hosts themselves are a further level, {@code levels()}, named {@code host} unless another is. Immutable.
 */
public final class Domains {
    /**
     * A host's place.
     *
     * @param path the names of its domains, outermost first, one per level
     */
    public record Place(String host, List<String> path) {
        public Place {
            path = List.copyOf(path);
        }
    }

    /** The name of the level of the hosts. */
    public static final String HOST = "host";

    private final List<String> levels;
    private final List<Place> places;
    private final Map<String, Integer> numbers = new HashMap<>();
    /** By level and host: the domain. */
    private final int[][] domainOf;
    /** By level and domain: its first host; one more entry, the number of hosts. */
    private final int[][] first;

    private Domains(List<String> levels, List<Place> sorted) {
        this.levels = List.copyOf(levels);
        this.places = List.copyOf(sorted);
        this.domainOf = new int[levels.size()][sorted.size()];
        this.first = new int[levels.size()][];
        for (int host = 0; host < sorted.size(); host++) {
            if (numbers.put(sorted.get(host).host(), host) != null) {
                throw new IllegalArgumentException(
                        "two hosts are named " + sorted.get(host).host());
            }
        }
        for (int level = 0; level < levels.size(); level++) {
            List<Integer> starts = new ArrayList<>();
            for (int host = 0; host < sorted.size(); host++) {
                if (host == 0 || !sameDomain(level, host - 1, host)) {
                    starts.add(host);
                }
                domainOf[level][host] = starts.size() - 1;
            }
            starts.add(sorted.size());
            first[level] = starts.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** Numbered by names as they compare: see {@link #of(List, Collection, Comparator)}. */
    public static Domains of(List<String> levels, Collection<Place> places) {
        return of(levels, places, Comparator.naturalOrder());
    }

    /**
     * @param levels their names, outermost first
     * @param order of names, of domains as of hosts; it decides what is first among equals
     * @throws IllegalArgumentException if two hosts have one name, or a path does not have one name per level
     */
    public static Domains of(List<String> levels, Collection<Place> places, Comparator<String> order) {
        List<Place> sorted = new ArrayList<>(places);
        for (Place place : sorted) {
            if (place.path().size() != levels.size()) {
                throw new IllegalArgumentException(place + " does not name one domain for each of " + levels);
            }
        }
        sorted.sort((a, b) -> compare(a, b, order));
        return new Domains(levels, sorted);
    }

    private static int compare(Place a, Place b, Comparator<String> names) {
        for (int level = 0; level < a.path().size(); level++) {
            int order = names.compare(a.path().get(level), b.path().get(level));
            if (order != 0) {
                return order;
            }
        }
        return names.compare(a.host(), b.host());
    }

    private boolean sameDomain(int level, int a, int b) {
        return places.get(a)
                .path()
                .subList(0, level + 1)
                .equals(places.get(b).path().subList(0, level + 1));
    }

    public int levels() {
        return levels.size();
    }

    public String level(int level) {
        return level == levels.size() ? HOST : levels.get(level);
    }

    /** The level of that name, or -1. */
    public int levelOf(String name) {
        int level = levels.indexOf(name);
        return level < 0 && name.equals(HOST) ? levels.size() : level;
    }

    public int hosts() {
        return places.size();
    }

    public String host(int host) {
        return places.get(host).host();
    }

    /** The number of the host of that name, or -1. */
    public int numberOf(String host) {
        return numbers.getOrDefault(host, -1);
    }

    /** How many domains the level has. */
    public int domains(int level) {
        return level == levels.size() ? hosts() : first[level].length - 1;
    }

    public int domainOf(int level, int host) {
        return level == levels.size() ? host : domainOf[level][host];
    }

    /** The first host of the domain. */
    public int first(int level, int domain) {
        return level == levels.size() ? domain : first[level][domain];
    }

    /** One past the last host of the domain. */
    public int end(int level, int domain) {
        return level == levels.size() ? domain + 1 : first[level][domain + 1];
    }

    /** How many hosts lie in the domain. */
    public int size(int level, int domain) {
        return end(level, domain) - first(level, domain);
    }

    /** The domain one level further out that holds it; 0 for the outermost level. */
    public int parent(int level, int domain) {
        return level == 0 ? 0 : domainOf[level - 1][first(level, domain)];
    }

    /** The names down to the domain, joined by slashes. */
    public String path(int level, int domain) {
        Place place = places.get(first(level, domain));
        String path = String.join("/", place.path().subList(0, Math.min(level + 1, levels.size())));
        return level == levels.size() ? (path.isEmpty() ? "" : path + "/") + place.host() : path;
    }
}
