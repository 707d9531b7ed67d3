package dev.heddle.controller.state;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** What hosts' switches shall hold and do hold, for people to look at. Thread-safe. */
public interface Programs {
    /**
     * Reads the host's switch and compares. Completes empty for a host that is not declared; within a few seconds at
     * most: a host that does not answer counts as away.
     */
    CompletableFuture<Optional<View>> of(String host);

    /**
     * Flows and groups as lines of {@code FlowText}, each list in the order table, priority (highest first), match;
     * groups come first. Ports are numbered where the number is known, else named.
     *
     * @param revision that {@code desired} was compiled from
     * @param installed ours and foreign ones, read just now; empty while the host is away
     * @param difference what would change now; empty while the host is away
     * @param contract what the switch's ports are to the slices
     */
    record View(
            String host,
            long revision,
            List<String> desired,
            Optional<List<String>> installed,
            Change difference,
            Contract contract) {}

    /**
     * What the proof of isolation holds the switch to: which port is whose. Ports that are not listed belong to nobody.
     *
     * @param tunnel the number of the tunnel's port
     * @param members sorted by number
     */
    record Contract(OptionalInt tunnel, List<Member> members) {
        public static final Contract NONE = new Contract(OptionalInt.empty(), List.of());

        public Contract {
            members = List.copyOf(members);
        }
    }

    /**
     * A switch's port that is a Port of a slice.
     *
     * @param number OpenFlow port number
     * @param name of the interface
     * @param port as {@code TENANT/NAME}
     * @param slice as {@code TENANT/NAME}
     * @param vni of the slice
     */
    record Member(int number, String name, String port, String slice, int vni) {}

    /** Lines to add, to change (as they shall be) and to delete (as they are). */
    record Change(List<String> add, List<String> change, List<String> delete) {
        public static final Change NONE = new Change(List.of(), List.of(), List.of());
    }
}
