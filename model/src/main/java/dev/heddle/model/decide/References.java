package dev.heddle.model.decide;

import static dev.heddle.model.decide.Findings.quoted;

import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.decide.Proposal.Item;
import dev.heddle.model.spec.HostSpec;
import dev.heddle.model.spec.NetworkSpec;
import dev.heddle.model.spec.PortSpec;
import dev.heddle.model.spec.SliceSpec;
import dev.heddle.model.spec.TenantSpec;
import dev.heddle.model.spec.TopologySpec;
import dev.heddle.model.state.Image;

/** Refuses references to what neither exists nor is declared in the same request. */
final class References {
    private final Proposal proposal;
    private final Findings findings;

    private References(Proposal proposal, Findings findings) {
        this.proposal = proposal;
        this.findings = findings;
    }

    static void check(Proposal proposal, Findings findings) {
        References references = new References(proposal, findings);
        proposal.items().forEach(references::check);
    }

    private void check(Item item) {
        ObjectKey key = item.key();
        if (key.tenant() != null) {
            require(item, "metadata.tenant", ObjectKey.clusterWide(Kind.TENANT, key.tenant()));
        }
        switch (item.manifest().spec()) {
            case TenantSpec _, HostSpec _, TopologySpec _, NetworkSpec _ -> {}
            case SliceSpec slice -> require(item, "spec.network", Image.networkKey(key, slice));
            case PortSpec port -> {
                require(item, "spec.slice", Image.sliceKey(key, port.slice()));
                port.host().ifPresent(host -> checkHost(item, port, host));
            }
        }
    }

    private void checkHost(Item item, PortSpec port, String name) {
        require(item, "spec.host", ObjectKey.clusterWide(Kind.HOST, name));
        HostSpec host = proposal.host(name);
        if (host != null && host.uplink(port.uplink()).isEmpty()) {
            findings.badInput(
                    RequestError.UNKNOWN_REFERENCE,
                    item.manifest(),
                    "spec.uplink",
                    "host %s has no uplink %s"
                            .formatted(name, quoted(port.uplink().orElse(""))));
        }
    }

    private void require(Item item, String field, ObjectKey target) {
        if (!proposal.exists(target)) {
            findings.badInput(RequestError.UNKNOWN_REFERENCE, item.manifest(), field, target + " does not exist");
        }
    }
}
