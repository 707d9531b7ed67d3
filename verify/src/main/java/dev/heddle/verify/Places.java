package dev.heddle.verify;

import dev.heddle.flow.PortRef;
import org.jspecify.annotations.Nullable;

/** How places are named. */
public final class Places {
    private Places() {}

    public static String port(Contract.Port port) {
        return "port " + Integer.toUnsignedString(port.number()) + " (" + port.name() + ")" + of(port.slice());
    }

    public static String port(String name, @Nullable String slice) {
        return "port " + name + of(slice);
    }

    public static String port(Contract contract, int number) {
        Contract.Port port = contract.ports().get(number);
        return port != null
                ? port(port)
                : new PortRef.Numbered(number).equals(PortRef.LOCAL)
                        ? "LOCAL"
                        : "port " + Integer.toUnsignedString(number) + of(null);
    }

    public static String tunnel(long vni, @Nullable String slice) {
        return "the tunnel with VNI " + vni + of(slice);
    }

    private static String of(@Nullable String slice) {
        return slice == null ? ", which is of no slice" : " of slice " + slice;
    }
}
