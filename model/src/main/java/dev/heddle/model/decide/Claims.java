package dev.heddle.model.decide;

import dev.heddle.model.state.PortState;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * The interfaces that hosts have, as far as known: a host is known from its first report on, until it is away. Immutable.
 *
 * @param byHost iface-id, a UUID in lower case, to OVS interface name of each known host
 * @param byIfaceId the hosts that have an interface of that iface-id
 */
public record Claims(
        PSortedMap<String, SortedMap<String, String>> byHost, PSortedMap<String, PSortedSet<String>> byIfaceId) {
    public static final Claims NONE = new Claims(TreePMap.empty(), TreePMap.empty());

    /** With all the interfaces of a host, instead of those it had. */
    public Claims with(String host, SortedMap<String, String> plugged) {
        SortedMap<String, String> spelt = new TreeMap<>();
        plugged.forEach((ifaceId, name) -> spelt.putIfAbsent(canonical(ifaceId), name));
        SortedMap<String, String> copy = Collections.unmodifiableSortedMap(spelt);
        SortedMap<String, String> before = interfaces(host);
        PSortedMap<String, PSortedSet<String>> ids = byIfaceId;
        for (String gone : before.keySet()) {
            ids = copy.containsKey(gone) ? ids : minus(ids, gone, host);
        }
        for (String ifaceId : copy.keySet()) {
            if (before.containsKey(ifaceId)) {
                continue;
            }
            PSortedSet<String> hosts = ids.get(ifaceId);
            ids = ids.plus(ifaceId, hosts == null ? TreePSet.singleton(host) : hosts.plus(host));
        }
        return new Claims(byHost.plus(host, copy), ids);
    }

    /** Without what is known of the host: it is away. */
    public Claims without(String host) {
        PSortedMap<String, PSortedSet<String>> ids = byIfaceId;
        for (String gone : interfaces(host).keySet()) {
            ids = minus(ids, gone, host);
        }
        return new Claims(byHost.minus(host), ids);
    }

    public boolean knows(String host) {
        return byHost.containsKey(host);
    }

    /** The interfaces of a host; none if it is not known. */
    public SortedMap<String, String> interfaces(String host) {
        SortedMap<String, String> known = byHost.get(host);
        return known == null ? Collections.emptySortedMap() : known;
    }

    /** The hosts that have an interface of the port, by its uid or by TENANT/NAME. */
    public Set<String> of(PortState port) {
        PSortedSet<String> byUid = byIfaceId.get(port.resource().uid().toString());
        PSortedSet<String> byName = byIfaceId.get(port.resource().key().path());
        if (byUid == null || byName == null) {
            return byUid != null ? byUid : byName != null ? byName : Set.of();
        }
        Set<String> both = new TreeSet<>(byUid);
        both.addAll(byName);
        return both;
    }

    /** UUIDs in lower case, as ours are; TENANT/NAME as it is. */
    private static String canonical(String ifaceId) {
        return ifaceId.indexOf('/') < 0 ? ifaceId.toLowerCase(Locale.ROOT) : ifaceId;
    }

    private static PSortedMap<String, PSortedSet<String>> minus(
            PSortedMap<String, PSortedSet<String>> ids, String ifaceId, String host) {
        PSortedSet<String> hosts = ids.get(ifaceId);
        if (hosts == null) {
            return ids;
        }
        PSortedSet<String> rest = hosts.minus(host);
        return rest.isEmpty() ? ids.minus(ifaceId) : ids.plus(ifaceId, rest);
    }
}
