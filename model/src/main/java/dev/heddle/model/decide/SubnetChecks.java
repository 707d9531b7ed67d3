package dev.heddle.model.decide;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Problem.Category;
import dev.heddle.model.decide.Proposal.Item;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.NetworkState;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold between slices of a network: subnets do not overlap, and none goes in which ports have addresses. */
final class SubnetChecks {
    /** A subnet of a slice, the index-th of its list. */
    private record Subnet(IpPrefix prefix, ObjectKey slice, int index) {}

    private static final Comparator<Subnet> OUTER_FIRST =
            Comparator.comparing(Subnet::prefix).thenComparing(Subnet::slice).thenComparingInt(Subnet::index);

    private final Proposal proposal;
    private final Findings findings;

    private SubnetChecks(Proposal proposal, Findings findings) {
        this.proposal = proposal;
        this.findings = findings;
    }

    static void check(Proposal proposal, Findings findings) {
        SubnetChecks checks = new SubnetChecks(proposal, findings);
        SortedMap<ObjectKey, Set<ObjectKey>> slices = new TreeMap<>();
        for (Item item : proposal.items(Kind.SLICE)) {
            ObjectKey network = Image.networkKey(item.key(), item.resource().spec(SliceSpec.class));
            slices.computeIfAbsent(network, checks::storedSlices).add(item.key());
            checks.checkUsed(item);
        }
        slices.values().forEach(checks::checkOverlaps);
    }

    private Set<ObjectKey> storedSlices(ObjectKey network) {
        NetworkState stored = proposal.image().networks().get(network);
        return stored == null ? new TreeSet<>() : new TreeSet<>(stored.slices());
    }

    /** Prefixes nest or are apart: sorted, each lies in the widest before it or in none. */
    private void checkOverlaps(Set<ObjectKey> slices) {
        List<Subnet> subnets = new ArrayList<>();
        for (ObjectKey slice : slices) {
            SliceSpec spec = proposal.slice(slice);
            for (int i = 0; spec != null && i < spec.subnets().size(); i++) {
                subnets.add(new Subnet(spec.subnets().get(i), slice, i));
            }
        }
        subnets.sort(OUTER_FIRST);
        Subnet outer = null;
        for (Subnet subnet : subnets) {
            if (outer == null || !outer.prefix.contains(subnet.prefix)) {
                outer = subnet;
            } else if (!outer.slice.equals(subnet.slice)) {
                report(outer, subnet);
            }
        }
    }

    private void report(Subnet a, Subnet b) {
        boolean both = proposal.declares(a.slice) && proposal.declares(b.slice);
        boolean first = both ? a.slice.compareTo(b.slice) > 0 : proposal.declares(a.slice);
        Subnet at = first ? a : b;
        Subnet other = first ? b : a;
        Item item = proposal.item(at.slice);
        if (item != null) {
            findings.add(
                    both ? Category.BAD_INPUT : Category.CONFLICT,
                    RequestError.SUBNET_OVERLAP,
                    item.manifest(),
                    "spec.subnets[" + at.index + "]",
                    "%s overlaps %s of %s".formatted(at.prefix, other.prefix, other.slice));
        }
    }

    private void checkUsed(Item item) {
        SliceState stored = proposal.image().slices().get(item.key());
        List<IpPrefix> subnets = item.resource().spec(SliceSpec.class).subnets();
        if (stored == null || stored.spec().subnets().equals(subnets)) {
            return;
        }
        List<ObjectKey> users = stored.ports().values().stream()
                .filter(p -> !gives(p) && p.ips().stream().anyMatch(ip -> !Subnets.usable(subnets, ip)))
                .map(p -> p.resource().key())
                .toList();
        if (!users.isEmpty()) {
            findings.conflict(
                    RequestError.SUBNET_USED,
                    item.manifest(),
                    "spec.subnets",
                    "addresses outside of these subnets are used by " + Findings.naming(users));
        }
    }

    /** Whether the request gives the port addresses: what it names is checked there. */
    private boolean gives(PortState port) {
        Item item = proposal.item(port.resource().key());
        return item != null && !item.resource().spec(PortSpec.class).ips().isEmpty();
    }
}
