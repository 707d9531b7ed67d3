package dev.heddle.flow;

import org.jspecify.annotations.Nullable;

/**
 * A switch port in a match or an action. A program names ports by what is stable, the OVS interface; only the session
 * that owns the switch knows the port numbers.
 */
public sealed interface PortRef {
    /** The packet's own ingress port (OFPP_IN_PORT). */
    PortRef IN_PORT = new Numbered(0xfffffff8);

    /** The controller (OFPP_CONTROLLER). */
    PortRef CONTROLLER = new Numbered(0xfffffffd);

    /** The bridge's local port (OFPP_LOCAL). */
    PortRef LOCAL = new Numbered(0xfffffffe);

    /** As a plain switch would (OFPP_NORMAL). */
    PortRef NORMAL = new Numbered(0xfffffffa);

    /** All ports that flood, less the ingress port (OFPP_FLOOD). */
    PortRef FLOOD = new Numbered(0xfffffffb);

    /** All ports, less the ingress port (OFPP_ALL). */
    PortRef ALL = new Numbered(0xfffffffc);

    /** No port, or any one (OFPP_ANY). */
    PortRef ANY = new Numbered(0xffffffff);

    /** Through the flow tables (OFPP_TABLE), in packet-out only. */
    PortRef TABLE = new Numbered(0xfffffff9);

    /**
     * An interface that carries this {@code external_ids:iface-id}.
     *
     * @param otherId another iface-id by which the same port may be plugged; the same one where there is no other
     */
    record Iface(String ifaceId, String otherId) implements PortRef {
        public Iface(String ifaceId) {
            this(ifaceId, ifaceId);
        }
    }

    /** An interface of our own making, by its OVS name (the tunnel port). */
    record Named(String name) implements PortRef {}

    /** A port number as OpenFlow 1.5 knows it (32 bits, unsigned). */
    record Numbered(int value) implements PortRef {
        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Numbered n && n.value == value;
        }

        @Override
        public int hashCode() {
            return value;
        }
    }
}
