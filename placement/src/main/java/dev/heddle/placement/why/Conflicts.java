package dev.heddle.placement.why;

import dev.heddle.model.pool.Amounts;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import dev.heddle.placement.why.Conflict.Held;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds every smallest set of limits that cannot hold together. Of the sets not yet decided it asks about a largest one: if
 * there is room, there is under fewer limits too; if not, it takes limits away while there is still no room, and no larger
 * set is smallest.
 */
final class Conflicts {
    private final Question question;
    private final Effort effort;
    private final List<Limit> limits;
    private boolean complete = true;

    Conflicts(Question question, Effort effort) {
        this.question = question;
        this.effort = effort;
        this.limits = Relaxed.limits(question);
    }

    /** Whether none was left undecided by {@link #find}. */
    boolean complete() {
        return complete;
    }

    List<Conflict> find() {
        List<Integer> smallest = new ArrayList<>();
        List<Integer> roomy = new ArrayList<>();
        List<Integer> largestFirst = IntStream.range(1, 1 << limits.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(set -> -Integer.bitCount(set))
                        .thenComparingInt(set -> set))
                .toList();
        for (int set : largestFirst) {
            if (smallest.stream().anyMatch(conflict -> (conflict & set) == conflict)
                    || roomy.stream().anyMatch(larger -> (larger & set) == set)) {
                continue;
            }
            if (conflicts(set)) {
                smallest.add(shrunk(set));
            } else {
                roomy.add(set);
            }
        }
        List<Conflict> found = new ArrayList<>();
        smallest.stream().sorted().map(this::describe).forEach(found::add);
        overQuota().ifPresent(found::add);
        return found;
    }

    private int shrunk(int set) {
        int rest = set;
        for (int limit = 0; limit < limits.size(); limit++) {
            int without = rest & ~(1 << limit);
            if (without != rest && without != 0 && conflicts(without)) {
                rest = without;
            }
        }
        return rest;
    }

    private Set<Limit> limitsOf(int set) {
        Set<Limit> kept = EnumSet.noneOf(Limit.class);
        IntStream.range(0, limits.size()).filter(i -> (set & 1 << i) != 0).forEach(i -> kept.add(limits.get(i)));
        return kept;
    }

    private Found room(Question relaxed) {
        return Room.least(relaxed, question, Lever.WORKERS, effort);
    }

    private boolean conflicts(int set) {
        return switch (room(Relaxed.keeping(limitsOf(set), question))) {
            case Found.Way way when way.bound() > 0 -> true;
            case Found.Way way when way.room() == question.gang().size() -> false;
            case Found.Impossible impossible -> true;
            default -> {
                complete = false;
                yield false;
            }
        };
    }

    private Conflict describe(int set) {
        Set<Limit> kept = limitsOf(set);
        Question relaxed = Relaxed.keeping(kept, question);
        int room = 0;
        OptionalInt packed = OptionalInt.empty();
        if (room(relaxed) instanceof Found.Way way) {
            room = way.room();
            packed = way.packed();
        }
        boolean evenIfEmpty = room(Relaxed.empty(relaxed)) instanceof Found.Way way && way.bound() > 0;
        Optional<String> closest = Optional.empty();
        Domains domains = question.cluster().domains();
        if (kept.contains(Limit.PACK) && room > 0 && packed.isPresent()) {
            int level = packLevel();
            closest = Optional.of(domains.path(level, packed.getAsInt()));
        }
        List<Integer> hosts = hosts(kept, relaxed, packed);
        Amounts free = hosts.stream().map(host -> free(relaxed.cluster(), host)).reduce(Amounts.ZERO, Demand::sum);
        Amounts missing = Demand.only(Demand.beyond(Demand.of(question.gang()), free), kept);
        return new Conflict(kept, room, missing, evenIfEmpty, closest, held(hosts, kept));
    }

    private int packLevel() {
        return question.gang()
                .wish()
                .pack()
                .map(pack -> question.cluster().domains().levelOf(pack.level()))
                .orElseThrow();
    }

    /** The hosts that count under the limits. */
    private List<Integer> hosts(Set<Limit> kept, Question relaxed, OptionalInt packed) {
        Domains domains = question.cluster().domains();
        Avoided avoided = Avoided.of(relaxed.gang().wish(), domains);
        return IntStream.range(0, domains.hosts())
                .filter(host -> relaxed.cluster().machine(host).open() && !avoided.holds(host))
                .filter(host -> !kept.contains(Limit.PACK)
                        || packed.isEmpty()
                        || domains.domainOf(packLevel(), host) == packed.getAsInt())
                .boxed()
                .toList();
    }

    private static Amounts free(Cluster cluster, int host) {
        long bandwidth = IntStream.range(0, cluster.machine(host).uplinks().size())
                .mapToLong(uplink -> cluster.freeBandwidth(host, uplink))
                .sum();
        return Amounts.of(
                cluster.freeCpu(host),
                cluster.freeGpuCount(host),
                cluster.freeMemory(host),
                cluster.freeStorage(host),
                bandwidth);
    }

    private List<Held> held(List<Integer> hosts, Set<Limit> kept) {
        Set<Integer> counted = Set.copyOf(hosts);
        Comparator<Held> order = Demand.RESOURCES.stream()
                .map(resource -> Comparator.<Held>comparingLong(each -> -Demand.amount(each.amounts(), resource)))
                .reduce(Comparator::thenComparing)
                .orElseThrow();
        return question.holders().stream()
                .map(holder -> new Held(holder, amounts(holder, counted, kept)))
                .filter(each -> !each.amounts().equals(Amounts.ZERO))
                .sorted(order)
                .toList();
    }

    private static Amounts amounts(Holder holder, Set<Integer> hosts, Set<Limit> kept) {
        Amounts all = holder.seats().stream()
                .filter(seat -> hosts.contains(seat.host()))
                .map(seat -> Demand.of(seat.share()))
                .reduce(Amounts.ZERO, Demand::sum);
        return Demand.only(all, kept);
    }

    private Optional<Conflict> overQuota() {
        Amounts over = Demand.over(question);
        if (over.equals(Amounts.ZERO)) {
            return Optional.empty();
        }
        List<Held> held = question.holders().stream()
                .filter(Holder::sameQuota)
                .map(holder -> new Held(holder, Demand.of(holder)))
                .toList();
        return Optional.of(new Conflict(Set.of(Limit.QUOTA), roomInQuota(), over, false, Optional.empty(), held));
    }

    /** How many of the workers the quota would have, as one host would that has what is left of it. */
    private int roomInQuota() {
        Amounts needed = Demand.of(question.gang());
        Amounts left = question.quota().map(Quota::left).orElse(needed);
        Machine machine = new Machine(
                within(left, needed, Limit.CPU),
                within(left, needed, Limit.MEMORY),
                within(left, needed, Limit.STORAGE),
                (int) Math.min(Integer.MAX_VALUE, within(left, needed, Limit.GPU)),
                List.of(within(left, needed, Limit.BANDWIDTH)),
                true);
        List<Workers> workers = question.gang().workers().stream()
                .map(kind -> new Workers(kind.count(), withoutRails(kind.need())))
                .toList();
        Gang gang = new Gang(
                question.gang().name(),
                workers,
                false,
                Gang.Wish.NONE,
                question.gang().pattern());
        Domains one = Domains.of(List.of(), List.of(new Domains.Place("quota", List.of())));
        Question inQuota = new Question(gang, new Cluster(one, List.of(machine)), List.of(), Optional.empty());
        return Room.least(inQuota, Lever.WORKERS, effort) instanceof Found.Way way ? way.room() : 0;
    }

    private static long within(Amounts left, Amounts needed, Limit resource) {
        return Math.max(0, Math.min(Demand.amount(left, resource), Demand.amount(needed, resource)));
    }

    private static Need withoutRails(Need need) {
        return new Need(need.cpu(), need.memory(), need.storage(), need.gpus(), need.bandwidth(), false);
    }
}
