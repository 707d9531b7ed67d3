package dev.heddle.controller.state;

import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/** Tells what a request would do to the hosts' programs, without doing it. Thread-safe. */
@FunctionalInterface
public interface FlowPreview {
    /**
     * By Host, only hosts whose program would change. Completes exceptionally as {@link StateMachine#apply} would.
     */
    CompletableFuture<SortedMap<String, Counts>> of(StateMachine.Apply request);

    /** Numbers of flows that would be added, changed in place and deleted. */
    record Counts(int add, int change, int delete) {}
}
