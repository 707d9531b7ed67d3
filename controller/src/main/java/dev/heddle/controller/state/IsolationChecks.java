package dev.heddle.controller.state;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Proves the isolation of one host after another anew, from what its switch says that it holds. Thread-safe. */
public interface IsolationChecks {
    /**
     * Reads the host's switch whole and proves. Completes empty for a host that is not declared; within a few seconds at most:
     * of a host that does not answer nothing is proven.
     */
    CompletableFuture<Optional<Isolation>> of(String host);
}
