package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.Observation;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A state that the test publishes, and what it was told. */
final class ScriptedState implements StateMachine {
    final List<Observation> observed = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Snapshot snapshot;
    private volatile long term = 1;
    private volatile long restored;
    volatile Optional<String> older = Optional.empty();

    ScriptedState(Image image) {
        snapshot = image;
    }

    void publish(Snapshot next) {
        Snapshot before = snapshot;
        snapshot = next;
        listeners.forEach(l -> l.changed(before, next));
    }

    /** Begins the next term on what is published. */
    void restart() {
        restored = snapshot.revision();
        term++;
    }

    <T extends Observation> Optional<T> last(Class<T> type, String host) {
        return observed.stream()
                .filter(o -> type.isInstance(o) && o.host().equals(host))
                .map(type::cast)
                .reduce((a, b) -> b);
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public long term() {
        return term;
    }

    @Override
    public boolean vouchesFor(long ofTerm, long revision) {
        return ofTerm <= term && revision <= (ofTerm == term ? snapshot.revision() : restored);
    }

    @Override
    public Optional<String> journalOlder() {
        return older;
    }

    @Override
    public List<String> explain(PortState port) {
        return List.of();
    }

    @Override
    public CompletableFuture<Applied> apply(Apply request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Applied> delete(Delete request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void observe(Observation observation) {
        observed.add(observation);
    }

    @Override
    public Subscription subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Load load() {
        return new Load(0, Map.of());
    }
}
