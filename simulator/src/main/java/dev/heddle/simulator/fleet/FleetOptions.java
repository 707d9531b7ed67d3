package dev.heddle.simulator.fleet;

import java.util.Iterator;
import java.util.List;

/**
 * What {@code heddle simulate-fleet} is told.
 *
 * @param ports in all
 * @param portsPerSlice and on how many hosts a slice lies: what one change has to do with
 * @param changes of each kind that are measured
 * @param json whether figures are printed as one JSON object
 */
public record FleetOptions(int hosts, int ports, int portsPerSlice, int hostsPerSlice, int changes, boolean json) {
    /** What {@code heddle simulate-fleet -h} prints. */
    public static final String HELP = """
            Example: heddle simulate-fleet --hosts 2000 --ports 50000

            Runs a controller (real sockets, real journal, a directory of its own) against simulated hosts, and measures
            how long all of it takes, how long one port takes, and what the controller needs.

              --hosts N           simulated hosts (default: 100)
              --ports N           ports in all (default: 25 a host)
              --slice-ports N     ports of a slice (default: 50)
              --slice-hosts N     hosts that a slice lies on (default: 10)
              --changes N         ports added, moved and deleted one by one (default: 100)
              -o json             figures as one JSON object
              -h, --help          show this

            HEDDLE_SERVE_OPTS goes to the controller's JVM (default here: a heap that grows with the ports).
            """;

    private static final int DEFAULT_HOSTS = 100;
    private static final int DEFAULT_PORTS_PER_HOST = 25;
    private static final int DEFAULT_SLICE_PORTS = 50;
    private static final int DEFAULT_SLICE_HOSTS = 10;
    private static final int DEFAULT_CHANGES = 100;
    private static final int MOST_HOSTS = 16_000;
    private static final int MOST_PORTS = 1_000_000;

    /** What is wrong with a command line, in words for the user. */
    public static final class Invalid extends Exception {
        Invalid(String message) {
            super(message);
        }
    }

    /** Reads the words after {@code simulate-fleet}. */
    public static FleetOptions parse(List<String> words) throws Invalid {
        int hosts = DEFAULT_HOSTS;
        int ports = 0;
        int slicePorts = DEFAULT_SLICE_PORTS;
        int sliceHosts = DEFAULT_SLICE_HOSTS;
        int changes = DEFAULT_CHANGES;
        boolean json = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String flag = rest.next();
            switch (flag) {
                case "--hosts" -> hosts = number(flag, rest, 2, MOST_HOSTS);
                case "--ports" -> ports = number(flag, rest, 1, MOST_PORTS);
                case "--slice-ports" -> slicePorts = number(flag, rest, 1, 10_000);
                case "--slice-hosts" -> sliceHosts = number(flag, rest, 2, MOST_HOSTS);
                case "--changes" -> changes = number(flag, rest, 1, 100_000);
                case "-o" -> {
                    if (!rest.hasNext() || !rest.next().equals("json")) {
                        throw new Invalid("-o: expected json");
                    }
                    json = true;
                }
                default -> throw new Invalid("unknown argument '" + flag + "'");
            }
        }
        if (sliceHosts > hosts) {
            sliceHosts = hosts;
        }
        return new FleetOptions(
                hosts, ports == 0 ? hosts * DEFAULT_PORTS_PER_HOST : ports, slicePorts, sliceHosts, changes, json);
    }

    private static int number(String flag, Iterator<String> rest, int least, int most) throws Invalid {
        String text = rest.hasNext() ? rest.next() : "";
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw new Invalid(flag + ": expected a number from " + least + " to " + most + ", found '" + text + "'");
    }
}
