package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Cluster;
import java.util.Collection;
import java.util.Optional;

/** Looks on while a replay runs; changes nothing. */
@FunctionalInterface
public interface Watcher {
    /** After everything of an instant has happened. */
    void instant(View view);

    /** The replay as it stands; valid during the call. */
    interface View {
        /** Microseconds of the replay's clock. */
        long now();

        Cluster cluster();

        /** Those that hold seats, by number. */
        Collection<Run> running();

        /** The first in the queue among those of as many units, if one waits. */
        Optional<Submission> firstOf(int units);

        /** How many jobs have ended, or can never start. */
        int done();
    }
}
