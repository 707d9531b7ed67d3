package dev.heddle.controller.reconcile;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a switch said just now that it holds, ours and foreign.
 *
 * @param ports of the bridge that carry an iface-id, and the tunnel's
 */
public record Installed(Collection<Flow> flows, Collection<Group> groups, PortMap ports) {
    /** Reads switches when asked. Thread-safe. */
    public interface Reader {
        /**
         * Completes within a few seconds at most; empty for a host that is not declared or away, or whose switch does not
         * answer.
         */
        CompletableFuture<Optional<Installed>> read(String host);
    }
}
