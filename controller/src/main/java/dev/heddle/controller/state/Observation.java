package dev.heddle.controller.state;

import dev.heddle.model.pool.Observed;
import java.util.SortedMap;

/** What sessions tell the state thread. Never lost; the newest of one kind and host replaces an older one in the queue. */
public sealed interface Observation {
    /** The Host's name. */
    String host();

    /**
     * All interfaces of br-int that carry an iface-id and have a port number, by iface-id: the whole set each time.
     *
     * @param plugged iface-id to OVS interface name
     */
    record Interfaces(String host, SortedMap<String, String> plugged) implements Observation {}

    /** The switch acknowledged the program of this revision (or needs no change to be equal to it). */
    record Realised(String host, long revision) implements Observation {}

    /** The host's program became another with this revision. Told before {@link Compiled} of that revision. */
    record Concerned(String host, long revision) implements Observation {}

    /** The programs of all hosts are compiled through this revision: those that it does not concern hold it already. */
    record Compiled(long revision) implements Observation {
        /** No host's. */
        @Override
        public String host() {
            return "";
        }
    }

    /** The connection to the host is lost. Its bindings and ids stay. */
    record Away(String host) implements Observation {}

    /** What the host told of its capacity, and nobody has told yet. */
    record Capacity(String host, Observed told) implements Observation {}

    /** {@code external_ids:heddle-rev} of the host's br-int when it connected; more than ours stops programming. */
    record Witness(String host, long term, long revision) implements Observation {}
}
