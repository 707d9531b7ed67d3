package dev.heddle.model.decide;

import dev.heddle.model.state.HostState;
import dev.heddle.model.state.IdKind;
import dev.heddle.model.state.IdPool;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.Record;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The rule of reuse: a released number is free again 10 s after every declared host that may hold it has acknowledged a
 * program without it. A host that is away counts as holding it, until it returns or its Host is deleted; one that is
 * declared again has ports bound to it once its switch is right, so that nobody takes what it sends before. Immutable; what
 * is known of acknowledgements is not stored, so after a restart the 10 s begin anew.
 *
 * @param acknowledged since when all hosts are known to be without a released number
 */
public record Ids(PSortedMap<Id, Instant> acknowledged) {
    public static final Duration QUIET = Duration.ofSeconds(10);
    public static final Ids NONE = new Ids(TreePMap.empty());

    /** A number of a kind. */
    public record Id(IdKind kind, int number) implements Comparable<Id> {
        @Override
        public int compareTo(Id other) {
            int c = kind.compareTo(other.kind);
            return c != 0 ? c : Integer.compare(number, other.number);
        }
    }

    /**
     * What became free.
     *
     * @param next to go on with once the records are replayed
     * @param deadline when to look again, should no host acknowledge anything
     */
    public record Step(Ids next, List<Record> records, Optional<Instant> deadline) {
        public Step {
            records = List.copyOf(records);
        }
    }

    /** @param hosts what they hold */
    public Step step(Image image, Acknowledged hosts, Instant now) {
        if (!image.hasReleasedIds()) {
            return new Step(NONE, List.of(), Optional.empty());
        }
        PSortedMap<Id, Instant> waiting = TreePMap.empty();
        NavigableMap<Long, Long> least = least(image, hosts);
        List<Record> records = new ArrayList<>();
        Optional<Instant> deadline = Optional.empty();
        for (IdKind kind : IdKind.values()) {
            for (Map.Entry<Integer, IdPool.Released> entry :
                    image.ids(kind).released().entrySet()) {
                Id id = new Id(kind, entry.getKey());
                if (!withoutIt(hosts.newest(), least, entry.getValue())) {
                    continue;
                }
                Instant since = acknowledged.getOrDefault(id, now);
                Instant free = since.plus(QUIET);
                if (now.isBefore(free)) {
                    waiting = waiting.plus(id, since);
                    deadline = deadline.filter(d -> d.isBefore(free)).or(() -> Optional.of(free));
                } else {
                    records.add(new Record.IdFreed(kind, entry.getKey()));
                }
            }
        }
        return new Step(new Ids(waiting), records, deadline);
    }

    /** By object id of a host that does not hold the newest: the least that it and all such hosts with lower ids hold. */
    private static NavigableMap<Long, Long> least(Image image, Acknowledged hosts) {
        NavigableMap<Long, Long> least = new TreeMap<>();
        hosts.behind().forEach((name, held) -> put(least, image, name, held));
        hosts.absent().forEach(name -> put(least, image, name, 0));
        long running = Long.MAX_VALUE;
        for (Map.Entry<Long, Long> host : least.entrySet()) {
            running = Math.min(running, host.getValue());
            host.setValue(running);
        }
        return least;
    }

    private static void put(NavigableMap<Long, Long> least, Image image, String name, long held) {
        HostState host = image.hosts().get(name);
        if (host != null) {
            least.put(host.resource().id(), held);
        }
    }

    private static boolean withoutIt(long newest, NavigableMap<Long, Long> least, IdPool.Released released) {
        Map.Entry<Long, Long> lowest = least.lowerEntry(released.nextObjectId());
        return newest >= released.revision() && (lowest == null || lowest.getValue() >= released.revision());
    }
}
