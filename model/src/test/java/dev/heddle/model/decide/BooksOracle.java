package dev.heddle.model.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.pool.Amounts;
import dev.heddle.model.pool.Books;
import dev.heddle.model.pool.Lease;
import dev.heddle.model.pool.Measure;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.pool.PoolView;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.Resources;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.spec.Spec;
import dev.heddle.model.spec.TenantSpec;
import dev.heddle.model.spec.TopologySpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Counts everything anew, from what was declared, what hosts told, and the leases that records took and gave: in arrays of
 * cpu, gpu, memory, storage, bandwidth.
 */
final class BooksOracle {
    final SortedMap<ObjectKey, Spec> declared = new TreeMap<>();
    final SortedMap<String, Observed> told = new TreeMap<>();
    final SortedMap<String, Lease> leases = new TreeMap<>();

    BooksOracle copy() {
        BooksOracle copy = new BooksOracle();
        copy.declared.putAll(declared);
        copy.told.putAll(told);
        copy.leases.putAll(leases);
        return copy;
    }

    void declare(ObjectKey key, Spec spec) {
        declared.put(key, spec);
        Observed before = told.get(key.name());
        if (spec instanceof HostSpec host && before != null) {
            SortedMap<String, Long> links = new TreeMap<>(before.uplinks());
            links.keySet()
                    .removeIf(name ->
                            host.uplinks().stream().noneMatch(u -> u.name().equals(name)));
            told.put(key.name(), new Observed(before.capacity(), before.gpuModel(), links));
        }
    }

    void delete(ObjectKey key) {
        declared.remove(key);
        if (key.kind() == Kind.HOST) {
            told.remove(key.name());
        }
    }

    void take(Lease lease) {
        leases.put(lease.owner() + "@" + lease.host(), lease);
    }

    void giveBack(ObjectKey owner, String host) {
        assertThat(leases.remove(owner + "@" + host)).as("lease of %s", owner).isNotNull();
    }

    /** What the host tells fills what is not declared and was not told before. */
    void tell(String name, Observed news) {
        HostSpec host = host(name);
        Observed before = told.getOrDefault(name, Observed.NOTHING);
        SortedMap<String, Long> links = new TreeMap<>(before.uplinks());
        for (HostSpec.Uplink uplink : host.uplinks()) {
            Long bandwidth = news.uplinks().get(uplink.name());
            if (bandwidth != null && uplink.bandwidth().isEmpty()) {
                links.putIfAbsent(uplink.name(), bandwidth);
            }
        }
        Resources old = before.capacity();
        Resources now = news.capacity();
        Resources written = host.capacity();
        told.put(
                name,
                new Observed(
                        new Resources(
                                fill(written.cpu(), old.cpu(), now.cpu()),
                                fill(written.gpu(), old.gpu(), now.gpu()),
                                fill(written.memory(), old.memory(), now.memory()),
                                fill(written.storage(), old.storage(), now.storage()),
                                OptionalLong.empty()),
                        before.gpuModel(),
                        links));
    }

    private static OptionalLong fill(OptionalLong written, OptionalLong old, OptionalLong now) {
        return old.isPresent() || written.isPresent() ? old : now;
    }

    HostSpec host(String name) {
        return (HostSpec) Objects.requireNonNull(declared.get(ObjectKey.clusterWide(Kind.HOST, name)));
    }

    private List<String> hosts() {
        return declared.keySet().stream()
                .filter(key -> key.kind() == Kind.HOST)
                .map(ObjectKey::name)
                .toList();
    }

    /** Of an uplink: what is declared, else what was told, else 0. */
    long bandwidth(String host, String uplink) {
        HostSpec.Uplink found = host(host).uplinks().stream()
                .filter(u -> u.name().equals(uplink))
                .findFirst()
                .orElseThrow();
        Observed heard = told.getOrDefault(host, Observed.NOTHING);
        return found.bandwidth().orElse(heard.uplinks().getOrDefault(uplink, 0L));
    }

    private BigInteger[] capacity(String name) {
        HostSpec host = host(name);
        Resources heard = told.getOrDefault(name, Observed.NOTHING).capacity();
        Resources written = host.capacity();
        BigInteger[] out = array(
                written.cpu().orElse(heard.cpu().orElse(0)),
                written.gpu().orElse(heard.gpu().orElse(0)),
                written.memory().orElse(heard.memory().orElse(0)),
                written.storage().orElse(heard.storage().orElse(0)),
                0);
        for (HostSpec.Uplink uplink : host.uplinks()) {
            out[4] = out[4].add(BigInteger.valueOf(bandwidth(name, uplink.name())));
        }
        return out;
    }

    private boolean lost(String host) {
        return host(host).state() == HostSpec.State.LOST;
    }

    private static BigInteger[] array(long... values) {
        BigInteger[] out = new BigInteger[5];
        for (int i = 0; i < 5; i++) {
            out[i] = BigInteger.valueOf(values[i]);
        }
        return out;
    }

    private static BigInteger[] array(Resources r) {
        return array(
                r.cpu().orElse(0),
                r.gpu().orElse(0),
                r.memory().orElse(0),
                r.storage().orElse(0),
                r.bandwidth().orElse(0));
    }

    private static BigInteger[] array(Lease lease) {
        long links =
                lease.bandwidth().values().stream().mapToLong(Long::longValue).sum();
        return array(lease.cpu(), lease.gpus().count(), lease.memory(), lease.storage(), links);
    }

    private static BigInteger[] sum(Stream<BigInteger[]> all) {
        BigInteger[] out = array(0, 0, 0, 0, 0);
        all.forEach(each -> {
            for (int i = 0; i < 5; i++) {
                out[i] = out[i].add(each[i]);
            }
        });
        return out;
    }

    private static Amounts amounts(BigInteger[] a) {
        return new Amounts(a[0], a[1], a[2], a[3], a[4]);
    }

    private static Amounts minus(BigInteger[] all, BigInteger[]... parts) {
        BigInteger[] out = all.clone();
        for (BigInteger[] part : parts) {
            for (int i = 0; i < 5; i++) {
                out[i] = out[i].subtract(part[i]);
            }
        }
        return amounts(out);
    }

    private BigInteger[] reserved() {
        return sum(declared.values().stream()
                .filter(SliceSpec.class::isInstance)
                .map(s -> array(((SliceSpec) s).resources())));
    }

    /** By the slices of the tenant (all for an empty name): of each measure the larger of reserved and leased. */
    private BigInteger[] held(String tenant) {
        List<BigInteger[]> all = new ArrayList<>();
        declared.forEach((key, spec) -> {
            if (spec instanceof SliceSpec slice && (tenant.isEmpty() || tenant.equals(key.tenant()))) {
                BigInteger[] own = array(slice.resources());
                BigInteger[] drawn = sum(leases.values().stream()
                        .filter(l -> l.slice().filter(key::equals).isPresent())
                        .map(BooksOracle::array));
                for (int i = 0; i < 5; i++) {
                    own[i] = own[i].max(drawn[i]);
                }
                all.add(own);
            }
        });
        return sum(all.stream());
    }

    private long count(Kind kind, String tenant) {
        return declared.keySet().stream()
                .filter(key -> key.kind() == kind && tenant.equals(key.tenant()))
                .count();
    }

    /** The books and the view of them are what is counted here, to the unit. */
    void check(Books books, PoolView view) {
        BigInteger[] capacity = sum(hosts().stream().filter(h -> !lost(h)).map(this::capacity));
        BigInteger[] system = sum(hosts().stream().filter(h -> !lost(h)).map(h -> array(host(h).reserved())));
        assertThat(view.capacity()).as("capacity").isEqualTo(amounts(capacity));
        assertThat(view.system()).as("system").isEqualTo(amounts(system));
        assertThat(view.reserved()).as("reserved").isEqualTo(amounts(reserved()));
        assertThat(view.leased())
                .as("leased")
                .isEqualTo(amounts(sum(leases.values().stream().map(BooksOracle::array))));
        assertThat(view.free()).as("free").isEqualTo(minus(capacity, system, held("")));
        List<String> tenants = new ArrayList<>();
        for (PoolView.OfTenant tenant : view.tenants()) {
            tenants.add(tenant.tenant());
            assertThat(tenant.used().held()).as(tenant.tenant()).isEqualTo(amounts(held(tenant.tenant())));
            assertThat(tenant.used().slices()).isEqualTo(count(Kind.SLICE, tenant.tenant()));
            assertThat(tenant.used().ports()).isEqualTo(count(Kind.PORT, tenant.tenant()));
        }
        assertThat(tenants)
                .containsExactlyElementsOf(declared.keySet().stream()
                        .filter(k -> k.kind() == Kind.TENANT)
                        .map(ObjectKey::name)
                        .toList());
        checkDomains(view);
        List<Lease> held = books.supply().hosts().values().stream()
                .flatMap(h -> h.leases().values().stream())
                .toList();
        assertThat(held).containsExactlyInAnyOrderElementsOf(leases.values());
    }

    private void checkDomains(PoolView view) {
        SortedMap<String, List<String>> members = new TreeMap<>();
        for (String host : hosts()) {
            StringBuilder path = new StringBuilder();
            host(host).location().values().forEach(name -> {
                path.append(path.isEmpty() ? "" : "/").append(name);
                members.computeIfAbsent(path.toString(), p -> new ArrayList<>()).add(host);
            });
        }
        assertThat(view.domains()).extracting(PoolView.InDomain::path).containsExactlyElementsOf(members.keySet());
        for (PoolView.InDomain domain : view.domains()) {
            List<String> hosts = members.get(domain.path());
            assertThat(domain.hosts()).isEqualTo(hosts);
            List<String> there = hosts.stream().filter(h -> !lost(h)).toList();
            BigInteger[] capacity = sum(there.stream().map(this::capacity));
            BigInteger[] system = sum(there.stream().map(h -> array(host(h).reserved())));
            BigInteger[] leased = sum(leases.values().stream()
                    .filter(l -> hosts.contains(l.host()))
                    .map(BooksOracle::array));
            assertThat(domain.capacity()).as(domain.path()).isEqualTo(amounts(capacity));
            assertThat(domain.leased()).as(domain.path()).isEqualTo(amounts(leased));
            assertThat(domain.free()).as(domain.path()).isEqualTo(minus(capacity, system, leased));
        }
    }

    /** What grew since the other state and is now beyond its limit: the messages. */
    List<String> excessesSince(BooksOracle before) {
        List<String> out = new ArrayList<>();
        declared.forEach((key, spec) -> {
            if (spec instanceof TenantSpec tenant) {
                ofTenant(before, key.name(), tenant, out);
            }
        });
        BigInteger[] was = before.held("");
        BigInteger[] is = held("");
        BigInteger[] capacity = sum(hosts().stream().filter(h -> !lost(h)).map(this::capacity));
        BigInteger[] system = sum(hosts().stream().filter(h -> !lost(h)).map(h -> array(host(h).reserved())));
        for (Measure measure : Measure.values()) {
            int i = List.of(Measure.values()).indexOf(measure);
            BigInteger over = is[i].add(system[i]).subtract(capacity[i]);
            if (is[i].compareTo(was[i]) > 0 && over.signum() > 0) {
                out.add("over the pool by " + measure.format(over));
            }
        }
        hosts().forEach(host -> ofHost(before, host, out));
        BigInteger links = reserved()[4];
        if (links.compareTo(before.reserved()[4]) > 0) {
            tiers(links, out);
        }
        return out;
    }

    private void ofTenant(BooksOracle before, String name, TenantSpec quota, List<String> out) {
        BigInteger[] was = before.held(name);
        BigInteger[] is = held(name);
        for (Measure measure : Measure.values()) {
            int i = List.of(Measure.values()).indexOf(measure);
            OptionalLong most = measure.in(quota.quota());
            if (most.isPresent() && is[i].compareTo(was[i]) > 0) {
                BigInteger over = is[i].subtract(BigInteger.valueOf(most.getAsLong()));
                if (over.signum() > 0) {
                    out.add("over the quota of tenant %s by %s".formatted(name, measure.format(over)));
                }
            }
        }
        for (Map.Entry<Kind, OptionalLong> each :
                Map.of(Kind.SLICE, quota.slices(), Kind.PORT, quota.ports()).entrySet()) {
            long now = count(each.getKey(), name);
            if (each.getValue().isPresent()
                    && now > before.count(each.getKey(), name)
                    && now > each.getValue().getAsLong()) {
                out.add("over the quota of tenant %s by %d"
                        .formatted(name, now - each.getValue().getAsLong()));
            }
        }
    }

    private void ofHost(BooksOracle before, String name, List<String> out) {
        for (HostSpec.Uplink uplink : host(name).uplinks()) {
            long is = leased(name, uplink.name());
            if (is > before.leased(name, uplink.name()) && is > bandwidth(name, uplink.name())) {
                out.add("over uplink %s of host %s".formatted(uplink.name(), name));
            }
        }
        BigInteger[] leased = sum(onHost(name).map(BooksOracle::array));
        BigInteger free =
                capacity(name)[4].subtract(array(host(name).reserved())[4]).subtract(leased[4]);
        if (leased[4].compareTo(sum(before.onHost(name).map(BooksOracle::array))[4]) > 0 && free.signum() < 0) {
            out.add("over host " + name);
        }
    }

    private Stream<Lease> onHost(String name) {
        return leases.values().stream().filter(lease -> lease.host().equals(name));
    }

    private long leased(String host, String uplink) {
        return onHost(host).mapToLong(lease -> lease.bandwidth(uplink)).sum();
    }

    private void tiers(BigInteger links, List<String> out) {
        declared.forEach((key, spec) -> {
            if (spec instanceof TopologySpec topology) {
                for (TopologySpec.Tier tier : topology.tiers()) {
                    BigInteger below = sum(hosts().stream()
                            .filter(h -> !lost(h) && lies(host(h), tier, topology))
                            .map(this::capacity))[4];
                    BigInteger limit = tier.bandwidth().isPresent()
                            ? BigInteger.valueOf(tier.bandwidth().getAsLong())
                            : below.multiply(BigInteger.valueOf(1000))
                                    .divide(BigInteger.valueOf(
                                            tier.oversubscription().orElse(1000)));
                    if (limit.compareTo(below) < 0 && links.compareTo(limit) > 0) {
                        out.add("over the pool by %s: %s %s of topology %s carries %s"
                                .formatted(
                                        Measure.BANDWIDTH.format(links.subtract(limit)),
                                        tier.level(),
                                        tier.name(),
                                        key.name(),
                                        Measure.BANDWIDTH.format(limit)));
                    }
                }
            }
        });
    }

    private static boolean lies(HostSpec host, TopologySpec.Tier tier, TopologySpec topology) {
        boolean here = tier.name().equals(host.location().get(tier.level()));
        return here
                && tier.parent()
                        .map(name -> topology.tiers().stream()
                                .filter(t -> t.name().equals(name))
                                .allMatch(t -> lies(host, t, topology)))
                        .orElse(true);
    }
}
