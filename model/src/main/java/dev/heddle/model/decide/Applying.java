package dev.heddle.model.decide;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.decide.Addressing.Addresses;
import dev.heddle.model.decide.Decision.Done;
import dev.heddle.model.decide.Proposal.Item;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Record;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Decides requests that declare objects. */
public final class Applying {
    private Applying() {}

    /**
     * All manifests or none. The order of the manifests means nothing but the order of the answer; the same request on the
     * same image gets the same records, byte for byte, if the same uids are supplied.
     *
     * @param manifests each valid in itself, each object once
     */
    public static Decision decide(Image image, List<Manifest> manifests, Context context) {
        Findings findings = new Findings();
        Proposal proposal = Identities.match(image, manifests, context, findings);
        References.check(proposal, findings);
        HostChecks.check(proposal, findings);
        SubnetChecks.check(proposal, findings);
        MtuChecks.check(proposal, findings);
        SortedMap<ObjectKey, Addresses> addresses = Addressing.give(proposal, findings);
        Numbering numbering = Numbering.give(proposal, findings);
        if (!findings.isEmpty()) {
            return findings.refused();
        }
        List<Record> records = new ArrayList<>();
        for (Kind kind : List.of(Kind.TENANT, Kind.TOPOLOGY, Kind.NETWORK)) {
            proposal.items(kind).stream().filter(Item::changes).forEach(i -> records.add(new Record.Put(i.resource())));
        }
        records.addAll(numbering.records());
        addresses.forEach((key, given) -> put(proposal, key, given, records));
        records.addAll(Rebinding.records(proposal));
        Leasing leasing = leasing(proposal, image.replay(records, context.revision(), context.now()));
        Admission.check(proposal, leasing.books(), findings);
        if (!findings.isEmpty()) {
            return findings.refused();
        }
        records.addAll(leasing.records());
        return new Decision.Accepted(records, actions(proposal, manifests));
    }

    /**
     * What the ports hold with the request. More than before is taken whether or not it fits: if it does not, the request is
     * refused.
     *
     * @param after the image with the request
     */
    private static Leasing leasing(Proposal proposal, Image after) {
        Leasing leasing = new Leasing(after);
        List<PortState> ports = Rebinding.touched(proposal).stream()
                .map(key -> Image.present(after.port(key), key))
                .toList();
        for (PortState port : ports) {
            leasing.leave(port.resource().key(), port.spec(), Leasing.places(after, port));
        }
        for (PortState port : ports) {
            ObjectKey key = port.resource().key();
            if (asksForMore(proposal.item(key))) {
                port.binding()
                        .flatMap(at -> Leasing.wanted(key, port.spec(), at))
                        .ifPresent(leasing::take);
            }
            leasing.occupy(key, port.spec(), Leasing.places(after, port));
        }
        return leasing;
    }

    private static boolean asksForMore(@Nullable Item port) {
        if (port == null || port.stored() == null) {
            return false;
        }
        long before = port.stored().spec(PortSpec.class).guaranteed().orElse(0);
        return port.resource().spec(PortSpec.class).guaranteed().orElse(0) > before;
    }

    private static void put(Proposal proposal, ObjectKey key, Addresses given, List<Record> records) {
        PortState stored = proposal.image().port(key);
        Item item = proposal.item(key);
        if (item != null && item.changes()) {
            records.add(new Record.PortPut(item.resource(), given.mac(), given.ips()));
        } else if (stored != null
                && !(stored.ips().equals(given.ips()) && stored.mac().equals(given.mac()))) {
            records.add(new Record.PortPut(stored.resource(), given.mac(), given.ips()));
        }
    }

    private static List<Done> actions(Proposal proposal, List<Manifest> manifests) {
        Map<ObjectKey, Action> actions = new HashMap<>();
        proposal.items().forEach(i -> actions.put(i.key(), i.action()));
        return manifests.stream()
                .map(m -> new Done(m.key(), actions.getOrDefault(m.key(), Action.UNCHANGED)))
                .toList();
    }
}
