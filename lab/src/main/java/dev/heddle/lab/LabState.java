package dev.heddle.lab;

import dev.heddle.lab.os.LabException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a lab is, kept in {@code lab.json} of its directory.
 *
 * @param hosts how many; they are named h1, h2, …
 * @param uplinks underlays, and uplinks of each host
 * @param controlBlock number of the lab's /22 in 198.18.0.0/15, the range for benchmarks (RFC 2544)
 * @param apiPort where the controller's API listens on 127.0.0.1
 */
public record LabState(int hosts, int uplinks, int controlBlock, int apiPort) {
    public static final int MAX_HOSTS = 200;
    public static final int MAX_UPLINKS = 8;
    /** How many control blocks there are. */
    public static final int CONTROL_BLOCKS = 128;
    /** Prefix length of a control block. */
    public static final int CONTROL_LENGTH = 22;
    /** Prefix length of an underlay. */
    public static final int UNDERLAY_LENGTH = 24;

    public LabState {
        if (hosts < 1 || hosts > MAX_HOSTS) {
            throw new LabException(LabException.Reason.BAD_INPUT, "--hosts: from 1 to " + MAX_HOSTS);
        }
        if (uplinks < 1 || uplinks > MAX_UPLINKS) {
            throw new LabException(LabException.Reason.BAD_INPUT, "--uplinks: from 1 to " + MAX_UPLINKS);
        }
    }

    public List<String> hostNames() {
        return IntStream.rangeClosed(1, hosts).mapToObj(n -> "h" + n).toList();
    }

    public List<Integer> uplinkNumbers() {
        return IntStream.rangeClosed(1, uplinks).boxed().toList();
    }

    /** Where the controller listens for hosts. */
    public String controllerAddress() {
        return controlAddress(controlBlock, 3, 254);
    }

    /** A host's address on the control network. */
    public String controlAddress(String host) {
        return controlAddress(controlBlock, 0, number(host));
    }

    /** A host's tunnel address on an underlay, its own network 172.30.UPLINK.0/24 in the lab's namespaces only. */
    public String underlayAddress(String host, int uplink) {
        return "172.30." + uplink + "." + number(host);
    }

    /** The API's address as users see it. */
    public String server() {
        return "http://127.0.0.1:" + apiPort;
    }

    /** The first address bytes of a control block, as in {@code 198.18.4}. */
    static String controlAddress(int block, int third, int fourth) {
        int low = block * 4 + third;
        return "198." + (18 + low / 256) + "." + low % 256 + "." + fourth;
    }

    private static int number(String host) {
        return Integer.parseInt(host.substring(1));
    }
}
