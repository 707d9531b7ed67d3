package dev.heddle.controller.trace;

import dev.heddle.controller.reconcile.Installed;
import dev.heddle.controller.state.Refused;
import dev.heddle.controller.state.Traces;
import dev.heddle.model.state.Snapshot;
import java.util.function.Supplier;

/** Answers questions after packets from the newest snapshot and the tables as they are. */
public record Tracer(Supplier<Snapshot> snapshot, Installed.Reader switches) implements Traces {
    @Override
    public Trace of(Question question) throws Refused {
        Snapshot now = snapshot.get();
        Route route = Route.of(question, now);
        return new Answering(route, new Switches(now, switches), new Owners(now)).answer();
    }
}
