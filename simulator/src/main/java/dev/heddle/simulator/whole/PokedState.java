package dev.heddle.simulator.whole;

import dev.heddle.controller.state.Observation;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.controller.state.StateThread;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The state machine; tells when something was put into its queue. */
record PokedState(StateThread state, Runnable poke) implements StateMachine {
    @Override
    public Snapshot snapshot() {
        return state.snapshot();
    }

    @Override
    public long term() {
        return state.term();
    }

    @Override
    public boolean vouchesFor(long term, long revision) {
        return state.vouchesFor(term, revision);
    }

    @Override
    public Optional<String> journalOlder() {
        return state.journalOlder();
    }

    @Override
    public List<String> explain(PortState port) {
        return state.explain(port);
    }

    @Override
    public CompletableFuture<Applied> apply(Apply request) {
        return poked(() -> state.apply(request));
    }

    @Override
    public CompletableFuture<Applied> delete(Delete request) {
        return poked(() -> state.delete(request));
    }

    @Override
    public void observe(Observation observation) {
        state.observe(observation);
        poke.run();
    }

    @Override
    public Subscription subscribe(Listener listener) {
        return state.subscribe(listener);
    }

    @Override
    public Load load() {
        return state.load();
    }

    private <T> T poked(Supplier<T> put) {
        T result = put.get();
        poke.run();
        return result;
    }
}
