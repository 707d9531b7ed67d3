package dev.heddle.verify;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What moves packets of a bridge outside its flow tables, as the host's database says.
 *
 * @param mirrors of this bridge
 * @param patches the patch ports of this bridge
 * @param inBand whether in-band control is not disabled: it adds hidden flows above every priority
 * @param remotes addresses of the controllers and managers that in-band control would serve, {@code tcp:192.0.2.1:6653}
 * @param secure whether the fail mode is secure: otherwise the bridge adds a flow of its own when no controller runs
 */
public record BridgeFacts(
        List<Mirror> mirrors, List<Patch> patches, boolean inBand, List<String> remotes, boolean secure) {
    /** A bridge whose tables tell all. */
    public static final BridgeFacts QUIET = new BridgeFacts(List.of(), List.of(), false, List.of(), true);

    /**
     * A mirror. Ports by the names of their interfaces.
     *
     * @param all whether it takes every packet
     * @param entering ports whose packets are copied as they enter
     * @param leaving ports whose packets are copied as they leave
     * @param output where the copies go, or null
     * @param vlan the VLAN to which the copies are flooded, where there is no port
     */
    public record Mirror(
            String name,
            boolean all,
            Set<String> entering,
            Set<String> leaving,
            @Nullable String output,
            OptionalInt vlan) {
        public Mirror {
            entering = Set.copyOf(entering);
            leaving = Set.copyOf(leaving);
        }
    }

    /**
     * A port of type patch.
     *
     * @param peer the port at the other end
     * @param bridge the bridge that has it, or null where none has
     */
    public record Patch(String port, String peer, @Nullable String bridge) {}

    public BridgeFacts {
        mirrors = List.copyOf(mirrors);
        patches = List.copyOf(patches);
        remotes = List.copyOf(remotes);
    }
}
