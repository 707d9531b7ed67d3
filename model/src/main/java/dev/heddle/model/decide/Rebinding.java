package dev.heddle.model.decide;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.decide.Proposal.Item;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.HostSpec.Uplink;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState.Binding;
import dev.heddle.model.state.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ports whose uplink a request takes away go over to the uplink that is theirs then, in the same revision: at none is there
 * a binding without an endpoint.
 */
final class Rebinding {
    private Rebinding() {}

    /** The records of the ports that change, by host and port. */
    static List<Record> records(Proposal proposal) {
        List<Record> out = new ArrayList<>();
        for (Item item : proposal.items(Kind.HOST)) {
            if (item.changes()) {
                String host = item.key().name();
                HostSpec now = item.resource().spec(HostSpec.class);
                proposal.image().pluggedInto(host).forEach(port -> rebind(proposal, port, host, now, out));
            }
        }
        return out;
    }

    /** The stored ports whose leases a request may change: those it changes, and those on hosts that it changes. */
    static Set<ObjectKey> touched(Proposal proposal) {
        Set<ObjectKey> ports = new TreeSet<>();
        for (Item item : proposal.items()) {
            if (item.changes() && item.key().kind() == Kind.HOST) {
                ports.addAll(proposal.image().pluggedInto(item.key().name()));
            } else if (item.changes() && item.key().kind() == Kind.PORT && item.stored() != null) {
                ports.add(item.key());
            }
        }
        return ports;
    }

    private static void rebind(Proposal proposal, ObjectKey key, String host, HostSpec now, List<Record> out) {
        Binding bound = Image.present(proposal.image().port(key), key).binding().orElse(null);
        if (bound == null
                || !bound.host().equals(host)
                || now.uplink(Optional.of(bound.uplink())).isPresent()) {
            return;
        }
        PortSpec port = Image.present(proposal.port(key), key);
        SliceSpec slice = Image.present(proposal.slice(Image.sliceKey(key, port.slice())), key);
        Optional<Uplink> next = now.uplink(port.uplink())
                .filter(uplink -> Mtu.excess(slice.mtu(), host, uplink).isEmpty());
        out.add(
                next.isPresent()
                        ? new Record.PortBound(key, new Binding(host, next.get().name()))
                        : new Record.PortUnbound(key));
    }
}
