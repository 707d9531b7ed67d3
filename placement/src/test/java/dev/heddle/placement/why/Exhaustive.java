package dev.heddle.placement.why;

import dev.heddle.model.pool.Gpus;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Whether a small gang has a place, by trying each host for each worker and each GPU for each of its GPUs. */
final class Exhaustive {
    private final Gang gang;
    private final Cluster cluster;
    private final Domains domains;
    private final Set<Limit> enforced;
    private final List<Need> workers = new ArrayList<>();
    private final int[] hosts;

    private Exhaustive(Gang gang, Cluster cluster, Set<Limit> enforced) {
        this.gang = gang;
        this.cluster = cluster;
        this.domains = cluster.domains();
        this.enforced = enforced;
        gang.workers().forEach(kind -> IntStream.range(0, kind.count()).forEach(i -> workers.add(kind.need())));
        this.hosts = new int[workers.size()];
    }

    static boolean fits(Gang gang, Cluster cluster) {
        return fits(gang, cluster, EnumSet.allOf(Limit.class));
    }

    /** @param enforced the limits that count */
    static boolean fits(Gang gang, Cluster cluster, Set<Limit> enforced) {
        return new Exhaustive(gang, cluster, enforced).from(0);
    }

    private boolean from(int worker) {
        if (worker == workers.size()) {
            return apart() && packed() && spread();
        }
        boolean likeLast = worker > 0 && workers.get(worker).equals(workers.get(worker - 1));
        for (int host = likeLast ? hosts[worker - 1] : 0; host < domains.hosts(); host++) {
            hosts[worker] = host;
            if (usable(host) && hostHolds(host, worker + 1) && from(worker + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean usable(int host) {
        boolean closed =
                enforced.contains(Limit.CLOSED) && !cluster.machine(host).open();
        return !closed && !(enforced.contains(Limit.AVOID) && avoided(host));
    }

    private boolean avoided(int host) {
        return gang.wish().avoid().stream()
                .anyMatch(other -> gang.wish()
                        .apart()
                        .map(level -> sameDomain(level, host, other))
                        .orElse(host == other));
    }

    private boolean sameDomain(String level, int a, int b) {
        return domains.domainOf(domains.levelOf(level), a) == domains.domainOf(domains.levelOf(level), b);
    }

    /** Whether the first {@code placed} workers fit on the host, as far as they are there. */
    private boolean hostHolds(int host, int placed) {
        List<Need> here = IntStream.range(0, placed)
                .filter(worker -> hosts[worker] == host)
                .mapToObj(workers::get)
                .toList();
        boolean holds = !(enforced.contains(Limit.ONE_A_HOST) && gang.oneAHost() && here.size() > 1);
        holds &= within(Limit.CPU, here.stream().mapToLong(Need::cpu).sum(), cluster.freeCpu(host));
        holds &= within(Limit.MEMORY, here.stream().mapToLong(Need::memory).sum(), cluster.freeMemory(host));
        holds &= within(Limit.STORAGE, here.stream().mapToLong(Need::storage).sum(), cluster.freeStorage(host));
        holds &= within(Limit.GPU, here.stream().mapToLong(Need::gpus).sum(), cluster.freeGpuCount(host));
        Machine machine = cluster.machine(host);
        long[] left = IntStream.range(0, Math.max(1, machine.uplinks().size()))
                .mapToLong(uplink -> machine.uplinks().isEmpty() ? 0 : cluster.freeBandwidth(host, uplink))
                .toArray();
        left[0] -= here.stream()
                .filter(need -> !(need.rails() && need.gpus() > 0))
                .mapToLong(Need::bandwidth)
                .sum();
        holds &= within(Limit.BANDWIDTH, 0, left[0]);
        List<Need> railed = here.stream()
                .filter(need -> need.rails() && need.gpus() > 0 && need.bandwidth() > 0)
                .toList();
        boolean rails = enforced.contains(Limit.GPU) && enforced.contains(Limit.BANDWIDTH);
        return holds && (!rails || chooses(railed, 0, cluster.freeGpus(host), left, machine));
    }

    private boolean within(Limit limit, long needed, long free) {
        return !enforced.contains(limit) || needed <= free;
    }

    private boolean chooses(List<Need> railed, int next, Gpus free, long[] bandwidth, Machine machine) {
        if (next == railed.size()) {
            return true;
        }
        Need need = railed.get(next);
        int[] devices = free.indices().toArray();
        for (int set = 0; set < 1 << devices.length; set++) {
            if (Integer.bitCount(set) != need.gpus()) {
                continue;
            }
            int chosen = set;
            Gpus mine = Gpus.of(IntStream.range(0, devices.length)
                    .filter(i -> (chosen >> i & 1) == 1)
                    .map(i -> devices[i])
                    .toArray());
            long[] left = bandwidth.clone();
            mine.indices().map(machine::railOf).distinct().forEach(rail -> left[rail] -= need.bandwidth());
            if (IntStream.range(0, left.length).allMatch(rail -> left[rail] >= 0)
                    && chooses(railed, next + 1, free.minus(mine), left, machine)) {
                return true;
            }
        }
        return false;
    }

    private boolean apart() {
        return !enforced.contains(Limit.APART)
                || gang.wish().apart().stream()
                        .allMatch(level -> IntStream.range(0, domains.domains(domains.levelOf(level)))
                                .allMatch(domain -> count(level, domain) <= 1));
    }

    private boolean packed() {
        return !enforced.contains(Limit.PACK)
                || gang.wish().pack().filter(Gang.Pack::required).stream()
                        .allMatch(
                                pack -> IntStream.of(hosts).allMatch(host -> sameDomain(pack.level(), host, hosts[0])));
    }

    /** Without a pack in all of the cluster; else in the domain of one worker, which is that of all if the pack is enforced. */
    private boolean spread() {
        if (!enforced.contains(Limit.SPREAD) || gang.wish().spread().isEmpty()) {
            return true;
        }
        Gang.Spread spread = gang.wish().spread().orElseThrow();
        List<Gang.Pack> packs =
                gang.wish().pack().filter(Gang.Pack::required).stream().toList();
        if (packs.isEmpty()) {
            return even(spread, allHosts());
        }
        String outer = packs.getFirst().level();
        if (domains.levelOf(spread.level()) <= domains.levelOf(outer)) {
            return true;
        }
        return IntStream.of(hosts)
                .anyMatch(some -> even(
                        spread,
                        allHosts().stream()
                                .filter(host -> sameDomain(outer, some, host))
                                .toList()));
    }

    private List<Integer> allHosts() {
        return IntStream.range(0, domains.hosts()).boxed().toList();
    }

    private boolean even(Gang.Spread spread, List<Integer> among) {
        int level = domains.levelOf(spread.level());
        Set<Integer> counted = new HashSet<>();
        for (int host : among) {
            Machine machine = cluster.machine(host);
            if (machine.open() && !avoided(host) && workers.stream().anyMatch(need -> need.fits(machine))) {
                counted.add(domains.domainOf(level, host));
            }
        }
        int least = counted.stream()
                .mapToInt(domain -> count(spread.level(), domain))
                .min()
                .orElse(workers.size());
        return IntStream.range(0, domains.domains(level))
                .allMatch(domain -> count(spread.level(), domain) <= least + spread.maxSkew());
    }

    private int count(String level, int domain) {
        return (int) IntStream.of(hosts)
                .filter(host -> domains.domainOf(domains.levelOf(level), host) == domain)
                .count();
    }
}
