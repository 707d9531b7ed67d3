package dev.heddle.ovs.sdk;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A port to be made: a network device that is there already, as an access port of a VLAN or as a trunk of all.
 *
 * @param name of the device, at most 15 bytes
 * @param tag the VLAN, 1 to 4094; null for a trunk
 */
public record PortSpec(String name, @Nullable Integer tag) {
    private static final int LONGEST_NAME = 15;
    static final int LAST_VLAN = 4094;

    /** @throws SwitchException of kind BAD_INPUT, naming the port */
    public PortSpec {
        checkName("port", name);
        checkVlan(name, tag);
    }

    /** A trunk of all VLANs. */
    public static PortSpec trunk(String name) {
        return new PortSpec(name, null);
    }

    /** An access port of a VLAN. */
    public static PortSpec access(String name, int tag) {
        return new PortSpec(name, tag);
    }

    /**
     * Reads {@code NAME} or {@code NAME:TAG}.
     *
     * @throws SwitchException of kind BAD_INPUT, with what was expected
     */
    public static PortSpec parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return trunk(text);
        }
        String digits = text.substring(colon + 1);
        if (!digits.matches("[0-9]{1,4}")) {
            throw bad("port " + text + ": expected NAME or NAME:TAG with a VLAN tag from 1 to " + LAST_VLAN);
        }
        return access(text.substring(0, colon), Integer.parseInt(digits));
    }

    static void checkName(String what, String name) {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw bad(what + " \"" + name + "\": expected a name of 1 to " + LONGEST_NAME + " bytes");
        }
        if (name.equals(".") || name.equals("..") || name.chars().anyMatch(c -> c <= ' ' || c == '/' || c == ':')) {
            throw bad(what + " \"" + name + "\": a name has no blank, no / and no :, and is not . or ..");
        }
    }

    static void checkVlan(String name, @Nullable Integer tag) {
        if (tag != null && (tag < 1 || tag > LAST_VLAN)) {
            throw bad("port " + name + ": VLAN tag " + tag + " is not from 1 to " + LAST_VLAN);
        }
    }

    private static SwitchException bad(String message) {
        return new SwitchException(SwitchException.Kind.BAD_INPUT, message);
    }
}
