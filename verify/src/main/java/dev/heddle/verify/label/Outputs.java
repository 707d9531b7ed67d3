package dev.heddle.verify.label;

import dev.heddle.flow.Field;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.Subfield;
import dev.heddle.verify.Contract;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Whether packets of which something is known may leave. Pure. */
final class Outputs {
    private static final Subfield INGRESS = Subfield.of(Field.IN_PORT_OXM);
    private static final Subfield VNI = new Subfield(Field.TUN_ID, 0, 24);
    private static final int LOCAL = Rule.number(PortRef.LOCAL);

    private final Labels labels;

    Outputs(Labels labels) {
        this.labels = labels;
    }

    /** What is wrong with an output under a label, or null. */
    @Nullable
    String fault(int label, Known packet, PortRef port) {
        if (port.equals(PortRef.IN_PORT)) {
            return fault(label, packet, INGRESS);
        }
        if (port.equals(PortRef.CONTROLLER)) {
            return null;
        }
        if (port.equals(PortRef.NORMAL) || port.equals(PortRef.FLOOD) || port.equals(PortRef.ALL)) {
            return "it may leave by every port";
        }
        return fault(label, packet, Rule.number(port));
    }

    /**
     * By what a packet leaves, as far as its being right depends on a contract's ports and VNIs, as {@link WaysOut} number it;
     * {@link WaysOut#UNKNOWN} where that cannot be told.
     */
    int way(Known packet, PortRef port) {
        return port.equals(PortRef.IN_PORT) ? way(packet, INGRESS) : way(packet, Rule.number(port));
    }

    /** Likewise, of the port that bits name. */
    int way(Known packet, Subfield port) {
        return packet.isKnown(port) ? way(packet, (int) Known.port(packet.get(port))) : WaysOut.UNKNOWN;
    }

    private int way(Known packet, int port) {
        return isTunnel(port) && packet.isKnown(VNI) ? WaysOut.tunnel((int) packet.get(VNI)) : port;
    }

    private boolean isTunnel(int port) {
        OptionalInt tunnel = labels.contract().tunnelPort();
        return tunnel.isPresent() && tunnel.getAsInt() == port;
    }

    /** What is wrong with an output to the port that bits name, or null. */
    @Nullable
    String fault(int label, Known packet, Subfield port) {
        return packet.isKnown(port)
                ? fault(label, packet, (int) Known.port(packet.get(port)))
                : "it may leave by a port that the packet names";
    }

    private @Nullable String fault(int label, Known packet, int port) {
        if (isTunnel(port)) {
            if (!packet.isKnown(VNI)) {
                return "it may leave by the tunnel with any VNI";
            }
            long vni = packet.get(VNI);
            return labels.mayLeaveWith(label, vni) ? null : "it may leave by the tunnel with VNI " + vni;
        }
        return labels.mayLeaveBy(label, port) ? null : "it may leave by " + name(labels.contract(), port);
    }

    static String name(Contract contract, int port) {
        Contract.Port known = contract.ports().get(port);
        return port == LOCAL
                ? "LOCAL"
                : "port " + Integer.toUnsignedString(port) + (known == null ? "" : " (" + known.name() + ")");
    }
}
