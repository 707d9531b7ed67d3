package dev.heddle.model.decide;

import static dev.heddle.model.decide.Findings.quoted;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Problem.Category;
import dev.heddle.model.Resource;
import dev.heddle.model.decide.Proposal.Item;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.HostSpec.Uplink;
import dev.heddle.model.state.PortState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold between hosts: one host per system-id and database, one uplink per tunnel address, none gone that ports name. */
final class HostChecks {
    private final Proposal proposal;
    private final Findings findings;
    private final Map<String, ObjectKey> systemIds = new HashMap<>();
    private final Map<String, ObjectKey> databases = new HashMap<>();
    private final Map<IpAddress, ObjectKey> addresses = new HashMap<>();

    private HostChecks(Proposal proposal, Findings findings) {
        this.proposal = proposal;
        this.findings = findings;
    }

    static void check(Proposal proposal, Findings findings) {
        List<Item> hosts = proposal.items(Kind.HOST);
        if (hosts.stream().noneMatch(Item::changes)) {
            return;
        }
        HostChecks checks = new HostChecks(proposal, findings);
        proposal.hosts().forEach(checks::registerOther);
        hosts.forEach(checks::checkUnique);
        hosts.stream().filter(Item::changes).forEach(checks::checkUplinksUsed);
    }

    /** Hosts outside the request come first, so that the request's hosts are what is found wrong. */
    private void registerOther(String name, HostSpec spec) {
        ObjectKey key = ObjectKey.clusterWide(Kind.HOST, name);
        if (!proposal.declares(key)) {
            systemIds.put(spec.systemId(), key);
            spec.ovsdb().ifPresent(ovsdb -> databases.put(ovsdb, key));
            spec.uplinks().forEach(u -> addresses.put(u.address(), key));
        }
    }

    private void checkUnique(Item item) {
        HostSpec spec = item.resource().spec(HostSpec.class);
        ObjectKey holder = systemIds.putIfAbsent(spec.systemId(), item.key());
        if (holder != null) {
            taken(item, RequestError.SYSTEM_ID_TAKEN, "spec.systemId", spec.systemId(), holder);
        }
        spec.ovsdb().ifPresent(ovsdb -> {
            ObjectKey other = databases.putIfAbsent(ovsdb, item.key());
            if (other != null) {
                taken(item, RequestError.OVSDB_TAKEN, "spec.ovsdb", ovsdb, other);
            }
        });
        for (int i = 0; i < spec.uplinks().size(); i++) {
            IpAddress address = spec.uplinks().get(i).address();
            ObjectKey other = addresses.putIfAbsent(address, item.key());
            if (other != null) {
                taken(item, RequestError.TUNNEL_ADDRESS_TAKEN, "spec.uplinks[" + i + "].address", address, other);
            }
        }
    }

    private void taken(Item item, RequestError error, String field, Object value, ObjectKey holder) {
        Category category = proposal.declares(holder) ? Category.BAD_INPUT : Category.CONFLICT;
        findings.add(category, error, item.manifest(), field, "%s is that of %s".formatted(quoted(value), holder));
    }

    private void checkUplinksUsed(Item item) {
        String host = item.key().name();
        Resource stored = item.stored();
        if (stored == null) {
            return;
        }
        Set<String> gone = new HashSet<>(names(stored.spec(HostSpec.class)));
        gone.removeAll(names(item.resource().spec(HostSpec.class)));
        if (gone.isEmpty()) {
            return;
        }
        List<ObjectKey> users = new ArrayList<>();
        for (PortState port : proposal.image().ports().values()) {
            boolean here = port.spec().host().filter(host::equals).isPresent()
                    || port.binding().filter(b -> b.host().equals(host)).isPresent();
            boolean names = port.spec().uplink().isPresent()
                    && gone.contains(port.spec().uplink().get());
            if (here && names && !proposal.declares(port.resource().key())) {
                users.add(port.resource().key());
            }
        }
        if (!users.isEmpty()) {
            findings.conflict(
                    RequestError.UPLINK_USED,
                    item.manifest(),
                    "spec.uplinks",
                    "an uplink that is left out is used by " + Findings.naming(users));
        }
    }

    private static List<String> names(HostSpec spec) {
        return spec.uplinks().stream().map(Uplink::name).toList();
    }
}
