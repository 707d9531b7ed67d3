package dev.heddle.simulator.whole;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that happens to the controller or its hosts: a request, what a workload does, or a fault. Small numbers stand
 * for what is there by then ({@code pick} of n is {@code pick mod n}); an act for which nothing is there does nothing, so
 * that any part of a schedule is a schedule.
 */
sealed interface Act {
    /** Objects are declared, in one request. */
    record Apply(List<Declared> objects) implements Act {
        public Apply {
            objects = List.copyOf(objects);
        }

        @Override
        public String toString() {
            return objects.stream().map(Declared::words).collect(Collectors.joining(", ", "Apply[", "]"));
        }
    }

    /** A Port is deleted. */
    record DeletePort(int tenant, int port) implements Act {}

    /** A Slice is deleted with its ports. */
    record DeleteSlice(int tenant, int slice) implements Act {}

    /** A Host is deleted with the ports that are bound to it. */
    record DeleteHost(int host) implements Act {}

    /** An interface of the port appears on a host, named by the port's uid or by TENANT/NAME. */
    record Plug(int host, int tenant, int port, boolean byUid) implements Act {}

    record Unplug(int host, int tenant, int port) implements Act {}

    /** On every host but this. */
    record UnplugElsewhere(int host, int tenant, int port) implements Act {}

    /** An interface of nobody's appears. */
    record PlugStranger(int host) implements Act {}

    record CutBridge(int host) implements Act {}

    record CutDatabase(int host) implements Act {}

    record Partition(int host, int millis) implements Act {}

    record Slow(int host, int factor, int millis) implements Act {}

    /** Answers come twice. */
    record Repeat(int host, int answers) implements Act {}

    /** vswitchd begins anew: flows, groups and connections are gone, ports get other numbers. */
    record RestartSwitch(int host) implements Act {}

    /**
     * The database says that vswitchd has no port for the tunnel, though it has: a refusal and a success followed each other
     * faster than vswitchd's copy of the row did.
     */
    record LoseTunnelNumber(int host) implements Act {}

    /** ovsdb-server begins anew: its connections are gone. */
    record RestartDatabase(int host) implements Act {}

    /** The switch refuses a message of the next bundle. */
    record RefuseBundle(int host, int message) implements Act {}

    /** Somebody installs a flow of their own, which drops. */
    record ForeignFlow(int host, int pick) implements Act {}

    /** Somebody writes what is theirs into a host's database. */
    record ForeignRow(int host, Place place, int pick) implements Act {}

    /** Where: keys in the root's row and in br-int's, which they make if it is missing; a port in br-int; a bridge of their own. */
    enum Place {
        ROOT,
        BRIDGE,
        PORT,
        OWN_BRIDGE
    }

    /** Somebody changes what the controller installed. */
    record Edit(int host, Hand how, int pick) implements Act {}

    /** How somebody changes it. */
    enum Hand {
        DELETE_FLOW,
        MAKE_FLOW_DROP,
        FORGE_FLOW,
        DELETE_GROUP,
        EMPTY_TABLES
    }

    /** The controller's process ends and comes back. */
    record Crash(Moment moment, int downMillis) implements Act {}

    /** When it ends. */
    enum Moment {
        NOW,
        BEFORE_NEXT_WRITE,
        AFTER_NEXT_WRITE
    }

    record DiskFull(int millis) implements Act {}

    /** People's clock is set. */
    record ClockJump(int millis) implements Act {}

    /** Whether it is no request and nothing that a workload does. */
    default boolean isFault() {
        return switch (this) {
            case Apply _,
                    DeletePort _,
                    DeleteSlice _,
                    DeleteHost _,
                    Plug _,
                    Unplug _,
                    UnplugElsewhere _,
                    PlugStranger _ -> false;
            default -> true;
        };
    }
}
