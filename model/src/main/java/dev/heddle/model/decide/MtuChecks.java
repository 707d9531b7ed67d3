package dev.heddle.model.decide;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.decide.Proposal.Item;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.HostSpec.Uplink;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses ports whose mtu does not fit into the uplink of the host where they are declared or bound. What is found is
 * placed at the port if the request has it, else at the slice, else at the host; there once per uplink.
 */
final class MtuChecks {
    private final Proposal proposal;
    private final Findings findings;
    private final Set<String> told = new HashSet<>();

    private MtuChecks(Proposal proposal, Findings findings) {
        this.proposal = proposal;
        this.findings = findings;
    }

    static void check(Proposal proposal, Findings findings) {
        MtuChecks checks = new MtuChecks(proposal, findings);
        checks.affected().forEach(checks::check);
    }

    private Set<ObjectKey> affected() {
        Set<ObjectKey> ports = new TreeSet<>();
        for (Item item : proposal.items()) {
            if (!item.changes()) {
                continue;
            }
            switch (item.key().kind()) {
                case TENANT, TOPOLOGY, NETWORK -> {}
                case HOST -> {
                    if (item.stored() != null) {
                        ports.addAll(proposal.image().ports().keySet());
                    }
                }
                case SLICE -> ports.addAll(proposal.storedPorts(item.key()));
                case PORT -> ports.add(item.key());
            }
        }
        return ports;
    }

    private void check(ObjectKey key) {
        PortSpec port = proposal.port(key);
        SliceSpec slice = port == null ? null : proposal.slice(Image.sliceKey(key, port.slice()));
        PortState stored = proposal.image().port(key);
        Optional<String> host = port == null ? Optional.empty() : port.host();
        if (host.isEmpty() && stored != null) {
            host = stored.binding().map(PortState.Binding::host);
        }
        HostSpec hostSpec = host.map(proposal::host).orElse(null);
        if (port == null || slice == null || hostSpec == null || host.isEmpty()) {
            return; // dangling, or not yet known where
        }
        Uplink uplink = hostSpec.uplink(port.uplink()).orElse(null);
        if (uplink != null) {
            String name = host.get();
            Mtu.excess(slice.mtu(), name, uplink).ifPresent(words -> report(key, port, name, uplink, words));
        }
    }

    private void report(ObjectKey key, PortSpec port, String host, Uplink uplink, String words) {
        Item portItem = proposal.item(key);
        Item sliceItem = proposal.item(Image.sliceKey(key, port.slice()));
        Item hostItem = proposal.item(ObjectKey.clusterWide(Kind.HOST, host));
        if (portItem != null) {
            findings.badInput(RequestError.MTU_TOO_LARGE, portItem.manifest(), "spec.host", words);
        } else if (sliceItem != null && told.add(sliceItem.key() + " " + host + " " + uplink.name())) {
            findings.badInput(
                    RequestError.MTU_TOO_LARGE, sliceItem.manifest(), "spec.mtu", "%s: %s".formatted(key, words));
        } else if (sliceItem == null && hostItem != null && told.add(hostItem.key() + " " + uplink.name())) {
            int index = hostItem.resource().spec(HostSpec.class).uplinks().indexOf(uplink);
            String field = "spec.uplinks[" + index + "].mtu";
            findings.badInput(RequestError.MTU_TOO_LARGE, hostItem.manifest(), field, "%s: %s".formatted(key, words));
        }
    }
}
