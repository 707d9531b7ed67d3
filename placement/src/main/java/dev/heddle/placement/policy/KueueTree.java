package dev.heddle.placement.policy;

import dev.heddle.placement.cluster.Domains;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One search of {@link KueueTas}. Room is counted from the hosts upwards; the innermost domain that holds the whole group is
 * looked for, from the racks outwards; from there the group is handed down level by level. The level below the innermost is
 * the hosts'.
 */
final class KueueTree {
    private final KueueTas.Profile profile;
    private final Domains domains;
    private final KueueTas.Group group;
    /** By level and domain: how many workers it takes, without and with the leader; the same array without a leader. */
    private final int[][] room;

    private final int[][] roomWithLeader;
    /** By level and domain: whether it takes the leader; all of them without one. */
    private final boolean[][] leads;

    /**
     * What a domain gets of the group.
     *
     * @param domain its number on the level; the host's on the last
     */
    record Portion(int domain, int workers, boolean leader) {}

    KueueTree(KueueTas.Profile profile, Domains domains, Draft draft, KueueTas.Group group) {
        this.profile = profile;
        this.domains = domains;
        this.group = group;
        int hostLevel = domains.levels();
        room = new int[hostLevel + 1][];
        room[hostLevel] = IntStream.range(0, domains.hosts())
                .map(host -> draft.room(host, group.need()))
                .toArray();
        roomWithLeader = group.leader().isPresent() ? new int[hostLevel + 1][] : room;
        leads = new boolean[hostLevel + 1][];
        leads[hostLevel] = new boolean[domains.hosts()];
        group.leader().ifPresent(leader -> {
            roomWithLeader[hostLevel] = room[hostLevel].clone();
            for (int host = 0; host < domains.hosts(); host++) {
                if (draft.room(host, leader) > 0) {
                    leads[hostLevel][host] = true;
                    roomWithLeader[hostLevel][host] = draft.roomAfter(host, leader, group.need());
                }
            }
        });
        for (int level = hostLevel - 1; level >= 0; level--) {
            sumUp(level);
        }
    }

    private void sumUp(int level) {
        int count = domains.domains(level);
        room[level] = new int[count];
        leads[level] = new boolean[count];
        if (group.leader().isPresent()) {
            roomWithLeader[level] = new int[count];
        }
        for (int domain = 0; domain < count; domain++) {
            int least = Integer.MAX_VALUE;
            for (int child = firstChild(level, domain); child < endChild(level, domain); child++) {
                room[level][domain] += room[level + 1][child];
                if (leads[level + 1][child]) {
                    leads[level][domain] = true;
                    least = Math.min(least, room[level + 1][child] - roomWithLeader[level + 1][child]);
                }
            }
            if (leads[level][domain]) {
                roomWithLeader[level][domain] = room[level][domain] - least;
            }
        }
    }

    /** Per host; empty if the group does not fit. */
    Optional<List<Portion>> assignment() {
        int level = Math.max(0, domains.levels() - 1);
        Optional<Integer> whole = whole(level);
        while (whole.isEmpty() && level > 0) {
            level--;
            whole = whole(level);
        }
        Optional<List<Portion>> portions = whole.isPresent()
                ? Optional.of(List.of(
                        new Portion(whole.get(), group.count(), group.leader().isPresent())))
                : split(level, IntStream.range(0, room[level].length).boxed().toList());
        for (; portions.isPresent() && level < domains.levels(); level++) {
            portions = split(level + 1, children(level, portions.get()));
        }
        return portions;
    }

    /** The domain of the level that holds all with the least left over; of those the first. */
    private Optional<Integer> whole(int level) {
        return tightest(level, IntStream.range(0, room[level].length).boxed().toList(), group.count(), true);
    }

    private Optional<Integer> tightest(int level, List<Integer> among, int count, boolean leader) {
        boolean led = leader && group.leader().isPresent();
        int[] counted = led ? roomWithLeader[level] : room[level];
        return among.stream()
                .filter(domain -> counted[domain] >= count && (!led || leads[level][domain]))
                .min(Comparator.comparingInt(domain -> counted[domain]));
    }

    /** Shares the whole group out among the domains, whatever their parents were given; empty if they do not hold it. */
    private Optional<List<Portion>> split(int level, List<Integer> among) {
        List<Integer> order = leaderFirst(level, sorted(level, among));
        List<Portion> portions = new ArrayList<>();
        int rest = group.count();
        boolean leader = group.leader().isPresent();
        for (int i = 0; i < order.size(); i++) {
            int domain = order.get(i);
            int[] counted = leader ? roomWithLeader[level] : room[level];
            if (profile == KueueTas.Profile.BEST_FIT && counted[domain] >= rest && (!leader || leads[level][domain])) {
                domain = tightest(level, order.subList(i, order.size()), rest, leader)
                        .orElse(domain);
            }
            boolean leadsHere = leader && leads[level][domain];
            int taken = Math.min(rest, counted[domain]);
            rest -= taken;
            leader = leader && !leadsHere;
            if (taken > 0 || leadsHere) {
                portions.add(new Portion(domain, taken, leadsHere));
            }
            if (rest == 0 && !leader) {
                return Optional.of(portions);
            }
        }
        return Optional.empty();
    }

    private List<Integer> sorted(int level, List<Integer> among) {
        Comparator<Integer> byRoom = Comparator.comparingInt(domain -> room[level][domain]);
        List<Integer> order = new ArrayList<>(among);
        order.sort((profile == KueueTas.Profile.LEAST_FREE ? byRoom : byRoom.reversed())
                .thenComparing(Comparator.naturalOrder()));
        return order;
    }

    /** Puts the first domain in front whose taking of the leader leaves enough for the workers. */
    private List<Integer> leaderFirst(int level, List<Integer> order) {
        if (group.leader().isPresent()) {
            int sum = order.stream().mapToInt(domain -> room[level][domain]).sum();
            for (int i = 0; i < order.size(); i++) {
                int domain = order.get(i);
                int lost = room[level][domain] - roomWithLeader[level][domain];
                if (leads[level][domain] && sum - lost >= group.count()) {
                    Collections.rotate(order.subList(0, i + 1), 1);
                    break;
                }
            }
        }
        return order;
    }

    private List<Integer> children(int level, List<Portion> portions) {
        return portions.stream()
                .flatMapToInt(portion ->
                        IntStream.range(firstChild(level, portion.domain()), endChild(level, portion.domain())))
                .boxed()
                .toList();
    }

    private int firstChild(int level, int domain) {
        int host = domains.first(level, domain);
        return level + 1 == domains.levels() ? host : domains.domainOf(level + 1, host);
    }

    private int endChild(int level, int domain) {
        int last = domains.end(level, domain) - 1;
        return level + 1 == domains.levels() ? last + 1 : domains.domainOf(level + 1, last) + 1;
    }
}
