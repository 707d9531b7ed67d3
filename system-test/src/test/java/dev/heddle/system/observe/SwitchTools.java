package dev.heddle.system.observe;

import dev.heddle.system.fixture.Command;
import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host's Open vSwitch by ovs-ofctl and ovs-vsctl.
 *
 * @param rundir OVS_RUNDIR of the host
 */
public record SwitchTools(Path rundir) {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> OFCTL = List.of("ovs-ofctl", "-O", "OpenFlow15", "--timeout=10");
    private static final List<String> VSCTL = List.of("ovs-vsctl", "--timeout=10");
    private static final Pattern DURATION = Pattern.compile("duration=([0-9.]+)s, ");
    private static final Pattern COUNTERS = Pattern.compile("(n_packets|n_bytes|idle_age|hard_age)=[^ ,]+, ");

    /** Those of a host of the lab. */
    public static SwitchTools of(LabFixture lab, String host) {
        return new SwitchTools(lab.directory().resolve(host));
    }

    public String host() {
        return rundir.getFileName().toString();
    }

    /** Runs {@code ovs-ofctl -O OpenFlow15}, which must succeed. */
    public String ofctl(String... arguments) {
        return must(attempt(OFCTL, arguments));
    }

    /** Runs {@code ovs-vsctl}, which must succeed. */
    public String vsctl(String... arguments) {
        return must(attempt(VSCTL, arguments));
    }

    /** The flows of a bridge without counters, ports by name, sorted; empty where there is no such bridge. */
    public List<String> flows(String bridge) {
        return dump("--no-stats", "--names", "dump-flows", bridge);
    }

    /** The groups of a bridge, ports by name, sorted; empty where there is no such bridge. */
    public List<String> groups(String bridge) {
        return dump("--names", "dump-groups", bridge);
    }

    /** How long each flow of a bridge is there, in seconds, by what identifies it: cookie, table, priority, match. */
    public Map<String, Double> ages(String bridge) {
        Map<String, Double> ages = new TreeMap<>();
        for (String flow : ofctl("--names", "dump-flows", bridge).lines().toList()) {
            Matcher duration = DURATION.matcher(flow);
            if (duration.find()) {
                String identity = COUNTERS.matcher(duration.replaceFirst("")).replaceAll("");
                ages.put(identity.substring(0, identity.indexOf(" actions=")), Double.valueOf(duration.group(1)));
            }
        }
        return ages;
    }

    /** A column of a row as ovs-vsctl prints it; {@code absent} where there is no such row. */
    public String column(String table, String row, String column) {
        Result result = attempt(VSCTL, "--if-exists", "get", table, row, column);
        return result.ok() && !result.out().isBlank() ? result.out().strip() : "absent";
    }

    /** The lines that ovs-vsctl prints; none where it fails. */
    public List<String> lines(String... arguments) {
        return attempt(VSCTL, arguments).out().lines().toList();
    }

    private List<String> dump(String... arguments) {
        return attempt(OFCTL, arguments)
                .out()
                .lines()
                .map(String::strip)
                .filter(text -> !text.startsWith("OFPST_"))
                .sorted()
                .toList();
    }

    private Result attempt(List<String> program, String... arguments) {
        List<String> line = new ArrayList<>(program);
        line.addAll(List.of(arguments));
        return Command.run(LIMIT, Map.of("OVS_RUNDIR", rundir.toString()), "", line);
    }

    private static String must(Result result) {
        if (!result.ok()) {
            throw new AssertionError(result);
        }
        return result.out();
    }
}
