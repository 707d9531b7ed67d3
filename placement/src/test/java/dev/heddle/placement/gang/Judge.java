package dev.heddle.placement.gang;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says what is wrong with a placement, from the gang, what is free and the names of the places alone. */
final class Judge {
    private final Gang gang;
    private final Cluster cluster;
    private final List<String> levels = new ArrayList<>();
    /** By host: site, site/pod, …, site/pod/host. */
    private final List<List<String>> paths = new ArrayList<>();

    private final List<String> wrong = new ArrayList<>();

    Judge(Gang gang, Cluster cluster) {
        this.gang = gang;
        this.cluster = cluster;
        Domains domains = cluster.domains();
        for (int level = 0; level <= domains.levels(); level++) {
            levels.add(domains.level(level));
        }
        for (int host = 0; host < domains.hosts(); host++) {
            String[] names = domains.path(domains.levels(), host).split("/");
            List<String> prefixes = new ArrayList<>();
            for (int i = 1; i <= names.length; i++) {
                prefixes.add(String.join("/", Arrays.asList(names).subList(0, i)));
            }
            paths.add(prefixes);
        }
    }

    /** All that is wrong; empty if nothing is. */
    List<String> faults(List<Seat> seats) {
        check(seats.size() == gang.size(), seats.size() + " seats for " + gang.size() + " workers");
        needs(seats);
        hosts(seats);
        wishes(seats);
        ranks(seats);
        return wrong;
    }

    /** How many domains of the level are used. */
    long used(List<Seat> seats, String level) {
        return seats.stream().map(seat -> domain(seat, level)).distinct().count();
    }

    /** The terms of the score, from the seats and what is free. */
    List<Long> terms(List<Seat> seats) {
        List<Long> terms = new ArrayList<>();
        List<String> spans =
                new ArrayList<>(levels.subList(0, levels.size() - 1).reversed());
        gang.wish().pack().filter(pack -> !pack.required()).ifPresent(pack -> {
            spans.remove(pack.level());
            spans.addFirst(pack.level());
        });
        spans.forEach(level -> terms.add(used(seats, level)));
        for (String level :
                levels.subList(Math.max(0, levels.size() - 2), levels.size()).reversed()) {
            terms.add(company(seats, level));
        }
        long rate = 0;
        for (Workers kind : gang.workers()) {
            boolean rails = kind.need().rails() && kind.need().gpus() > 0;
            rate = Math.max(rate, kind.need().bandwidth() * (rails ? kind.need().gpus() : 1));
        }
        if (rate > 0 && !cluster.tiers().bandwidth().isEmpty()) {
            terms.add(fullest(seats, rate));
        }
        return terms;
    }

    /** The squares of what is free in each domain, before less after. */
    private long company(List<Seat> seats, String level) {
        boolean gpus = gang.workers().stream().anyMatch(kind -> kind.need().gpus() > 0);
        Map<String, Long> free = new TreeMap<>();
        for (int host = 0; host < paths.size(); host++) {
            if (cluster.machine(host).open()) {
                long here = gpus ? cluster.freeGpus(host).count() : cluster.freeCpu(host);
                free.merge(domain(host, level), here, Long::sum);
            }
        }
        Map<String, Long> after = new TreeMap<>(free);
        seats.forEach(seat -> after.merge(
                domain(seat, level),
                gpus ? -(long) seat.share().gpus().count() : -seat.share().cpu(),
                Long::sum));
        return free.values().stream().mapToLong(each -> each * each).sum()
                - after.values().stream().mapToLong(each -> each * each).sum();
    }

    private long fullest(List<Seat> seats, long rate) {
        long fullest = 0;
        for (int level : cluster.tiers().bandwidth().keySet()) {
            Map<String, Long> inside = new TreeMap<>();
            seats.forEach(seat -> inside.merge(domain(seat, levels.get(level)), 1L, Long::sum));
            for (Map.Entry<String, Long> each : inside.entrySet()) {
                if (inside.size() == 1) {
                    continue;
                }
                long taken = 0;
                long tier = 0;
                for (int host = 0; host < paths.size(); host++) {
                    if (domain(host, levels.get(level)).equals(each.getKey())) {
                        tier = cluster.tiers()
                                .bandwidth()
                                .get(level)
                                .get(cluster.domains().domainOf(level, host));
                        for (int uplink = 0;
                                uplink < cluster.machine(host).uplinks().size();
                                uplink++) {
                            taken += cluster.machine(host).uplinks().get(uplink) - cluster.freeBandwidth(host, uplink);
                        }
                    }
                }
                double leaving = gang.pattern() != Gang.Pattern.ALL_TO_ALL
                        ? rate
                        : Math.ceil((double) rate
                                * each.getValue()
                                * (seats.size() - each.getValue())
                                / (seats.size() - 1));
                fullest = Math.max(fullest, (long) Math.ceil(1_000 * (taken + leaving) / tier));
            }
        }
        return fullest;
    }

    private void needs(List<Seat> seats) {
        List<Need> asked = new ArrayList<>();
        gang.workers().forEach(workers -> {
            for (int i = 0; i < workers.count(); i++) {
                asked.add(workers.need());
            }
        });
        for (Seat seat : seats) {
            Need served = asked.stream()
                    .filter(need -> serves(seat, need))
                    .findFirst()
                    .orElse(null);
            check(served != null, seat + " serves no worker that is left");
            asked.remove(served);
        }
    }

    private boolean serves(Seat seat, Need need) {
        Share share = seat.share();
        Machine machine = cluster.machine(seat.host());
        Map<Integer, Long> bandwidth = new TreeMap<>();
        if (need.bandwidth() > 0) {
            if (need.rails() && need.gpus() > 0) {
                int perRail = machine.gpus() / machine.uplinks().size();
                share.gpus().indices().forEach(gpu -> bandwidth.put(gpu / perRail, need.bandwidth()));
            } else {
                bandwidth.put(0, need.bandwidth());
            }
        }
        return share.cpu() == need.cpu()
                && share.memory() == need.memory()
                && share.storage() == need.storage()
                && share.gpus().count() == need.gpus()
                && share.bandwidth().equals(bandwidth);
    }

    private void hosts(List<Seat> seats) {
        Map<Integer, List<Share>> byHost = new TreeMap<>();
        seats.forEach(seat ->
                byHost.computeIfAbsent(seat.host(), none -> new ArrayList<>()).add(seat.share()));
        byHost.forEach((host, shares) -> {
            check(cluster.machine(host).open(), "host " + host + " is not open");
            check(shares.size() == 1 || !gang.oneAHost(), "two workers on host " + host);
            check(shares.stream().mapToLong(Share::cpu).sum() <= cluster.freeCpu(host), "cpu of " + host);
            check(shares.stream().mapToLong(Share::memory).sum() <= cluster.freeMemory(host), "memory of " + host);
            check(shares.stream().mapToLong(Share::storage).sum() <= cluster.freeStorage(host), "storage of " + host);
            Gpus taken = Gpus.NONE;
            Map<Integer, Long> bandwidth = new HashMap<>();
            for (Share share : shares) {
                check(!taken.meets(share.gpus()), "one GPU twice on " + host);
                taken = taken.plus(share.gpus());
                share.bandwidth().forEach((uplink, rate) -> bandwidth.merge(uplink, rate, Long::sum));
            }
            check(cluster.freeGpus(host).holdsAll(taken), "GPUs of " + host);
            bandwidth.forEach((uplink, rate) ->
                    check(rate <= cluster.freeBandwidth(host, uplink), "uplink " + uplink + " of " + host));
        });
    }

    private void wishes(List<Seat> seats) {
        Gang.Wish wish = gang.wish();
        wish.pack()
                .filter(Gang.Pack::required)
                .ifPresent(pack -> check(used(seats, pack.level()) == 1, "not packed in one " + pack.level()));
        wish.apart().ifPresent(level -> check(used(seats, level) == seats.size(), "two workers in one " + level));
        String avoided = wish.apart().orElse(levels.getLast());
        Set<String> forbidden = new HashSet<>();
        wish.avoid().forEach(host -> forbidden.add(domain(host, avoided)));
        seats.forEach(seat -> check(!forbidden.contains(domain(seat, avoided)), seat + " is to be avoided"));
        wish.spread().ifPresent(spread -> spread(seats, spread, forbidden, avoided));
    }

    private void spread(List<Seat> seats, Gang.Spread spread, Set<String> forbidden, String avoided) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int host = 0; host < paths.size(); host++) {
            boolean inside = true;
            if (gang.wish().pack().isPresent() && gang.wish().pack().get().required()) {
                String level = gang.wish().pack().get().level();
                inside = domain(host, level).equals(domain(seats.getFirst(), level));
            }
            Machine machine = cluster.machine(host);
            if (inside
                    && machine.open()
                    && !forbidden.contains(domain(host, avoided))
                    && gang.workers().stream().anyMatch(workers -> fitsEmpty(workers.need(), machine))) {
                counts.putIfAbsent(domain(host, spread.level()), 0);
            }
        }
        seats.forEach(seat -> counts.merge(domain(seat, spread.level()), 1, Integer::sum));
        Collection<Integer> all = counts.values();
        int skew = all.stream().mapToInt(i -> i).max().orElse(0)
                - all.stream().mapToInt(i -> i).min().orElse(0);
        check(skew <= spread.maxSkew(), "skew " + skew + ": " + counts);
    }

    private static boolean fitsEmpty(Need need, Machine machine) {
        int wide = 0;
        for (int gpu = 0; gpu < machine.gpus() && !machine.uplinks().isEmpty(); gpu++) {
            int perRail = machine.gpus() / machine.uplinks().size();
            wide += machine.uplinks().get(gpu / perRail) >= need.bandwidth() ? 1 : 0;
        }
        boolean onRails = need.rails() && need.gpus() > 0 && need.bandwidth() > 0;
        boolean onDefault = !onRails && need.bandwidth() > 0;
        return need.cpu() <= machine.cpu()
                && need.memory() <= machine.memory()
                && need.storage() <= machine.storage()
                && need.gpus() <= (onRails ? wide : machine.gpus())
                && (!onDefault || need.bandwidth() <= machine.uplinks().getFirst());
    }

    private void ranks(List<Seat> seats) {
        for (String level : levels) {
            int crossings = 0;
            for (int rank = 1; rank < seats.size(); rank++) {
                crossings += domain(seats.get(rank - 1), level).equals(domain(seats.get(rank), level)) ? 0 : 1;
            }
            int ring = crossings + (domain(seats.getLast(), level).equals(domain(seats.getFirst(), level)) ? 0 : 1);
            long used = used(seats, level);
            check(ring <= (used == 1 ? 0 : used), ring + " edges of the ring cross " + used + " of level " + level);
            check(crossings <= used - 1, crossings + " edges of the pipeline cross " + used + " of level " + level);
        }
    }

    private String domain(Seat seat, String level) {
        return domain(seat.host(), level);
    }

    private String domain(int host, String level) {
        return paths.get(host).get(levels.indexOf(level));
    }

    private void check(boolean right, String fault) {
        if (!right) {
            wrong.add(fault);
        }
    }

    static Set<Integer> hosts(Collection<Seat> seats) {
        Set<Integer> hosts = new TreeSet<>();
        seats.forEach(seat -> hosts.add(seat.host()));
        return hosts;
    }
}
