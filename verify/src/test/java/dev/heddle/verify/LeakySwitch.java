package dev.heddle.verify;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.text.FlowText;
import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Open vSwitch that holds the program of {@link Site}'s host: leaks are planted with its own tools, read back as it says
 * them, and packets are asked of ofproto/trace.
 */
final class LeakySwitch implements AutoCloseable {
    private static final String BRIDGE = "br-int";
    private static final Map<Integer, Integer> VNI_OF_PORT =
            Map.of(Site.A, Site.RED, Site.D, Site.RED, Site.E, Site.BLUE, Site.F, Site.BLUE);
    private static final int LOCAL = 65534;
    private static final JsonMapper JSON = new JsonMapper();

    private final DummyOvs ovs = DummyOvs.start();

    LeakySwitch() {
        create();
        reset();
    }

    @Override
    public void close() {
        ovs.close();
    }

    DummyOvs ovs() {
        return ovs;
    }

    /** The bridge with its ports. */
    private void create() {
        String ports = Map.of("heddle-vx", Numbered.TUNNEL, "a", Site.A, "d", Site.D, "e", Site.E, "f", Site.F)
                .entrySet()
                .stream()
                .map(p -> " -- add-port br-int %1$s -- set Interface %1$s type=dummy ofport_request=%2$d"
                        .formatted(p.getKey(), p.getValue()))
                .collect(Collectors.joining());
        ovs.vsctl(("add-br br-int -- set Bridge br-int datapath_type=dummy protocols=OpenFlow15" + ports).split(" "));
    }

    /** The program and nothing else. */
    void reset() {
        ovs.vsctl(("set Bridge br-int mirrors=[] fail_mode=secure other_config:disable-in-band=true"
                        + " -- del-controller br-int -- --if-exists del-br br-other"
                        + " -- --if-exists del-port br-int spy -- --if-exists del-port br-int to-other")
                .split(" "));
        ovs.ofctl("del-flows", target());
        ovs.ofctl("del-groups", target());
        Numbered h1 = Site.h1();
        ofctlFile("add-groups", h1.groups().stream().map(FlowText::group));
        ofctlFile("add-flows", h1.flows().stream().map(FlowText::flow));
    }

    private void ofctlFile(String command, Stream<String> lines) {
        try {
            Path file = ovs.directory().resolve(command + ".txt");
            Files.write(file, lines.toList());
            ovs.ofctl(command, target(), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String target() {
        return "unix:" + ovs.managementSocket(BRIDGE);
    }

    /** Runs {@code flow TEXT}, {@code group TEXT}, {@code vsctl ARGS}, {@code packet PORT ODP-FLOW}. */
    void plant(String line) {
        String[] parts = line.split(" ", 2);
        switch (parts[0]) {
            case "flow" -> ovs.ofctl("add-flow", target(), parts[1]);
            case "del" -> ovs.ofctl("--strict", "del-flows", target(), parts[1]);
            case "group" -> ovs.ofctl("-O", "OpenFlow15", "add-group", target(), parts[1]);
            case "insert" -> {
                String[] words = parts[1].split(" ", 2);
                ovs.ofctl("insert-buckets", target(), words[0] + "," + words[1]);
            }
            case "vsctl" -> ovs.vsctl(parts[1].split(" "));
            case "packet" -> {
                String[] words = parts[1].split(" ", 2);
                ovs.appctl("netdev-dummy/receive", words[0], words[1]);
            }
            default -> throw new IllegalArgumentException(line);
        }
    }

    List<Flow> flows() {
        return ovs.ofctl("--no-stats", "--no-names", "dump-flows", target())
                .lines()
                .filter(l -> l.contains("actions="))
                .map(l -> Site.flow(l.strip()))
                .toList();
    }

    List<Group> groups() {
        return ovs.ofctl("--no-names", "dump-groups", target())
                .lines()
                .filter(l -> l.contains("group_id="))
                .map(l -> Site.group(l.strip()))
                .toList();
    }

    /** What is known of the bridge: its contract, with the ports that nobody declared, and its facts. */
    private record Outside(Contract contract, BridgeFacts facts) {}

    private Outside outside() {
        JsonNode tables = tables();
        Map<String, JsonNode> interfaces = byUuid(tables.get(0));
        Map<String, JsonNode> ports = byUuid(tables.get(1));
        Map<String, String> portNames = new HashMap<>();
        Map<String, String> bridgeOf = new HashMap<>();
        ports.forEach((uuid, port) -> portNames.put(uuid, port.get("name").asString()));
        JsonNode bridge = null;
        for (JsonNode row : tables.get(2).get("rows")) {
            for (String port : uuids(row.get("ports"))) {
                uuids(ports.get(port).get("interfaces"))
                        .forEach(i -> bridgeOf.put(i, row.get("name").asString()));
            }
            bridge = row.get("name").asString().equals(BRIDGE) ? row : bridge;
        }
        Contract site = Site.h1().contract();
        SortedMap<Integer, Contract.Port> all = new TreeMap<>(site.ports());
        List<BridgeFacts.Patch> patches = new ArrayList<>();
        interfaces.forEach((uuid, row) -> {
            int number = row.get("ofport").asInt();
            String name = row.get("name").asString();
            if (!BRIDGE.equals(bridgeOf.get(uuid)) || number == LOCAL || number == Numbered.TUNNEL) {
                return;
            }
            all.putIfAbsent(number, new Contract.Port(number, name, null));
            if (row.get("type").asString().equals("patch")) {
                patches.add(new BridgeFacts.Patch(name, option(row.get("options"), "peer"), "br-other"));
            }
        });
        List<BridgeFacts.Mirror> mirrors = new ArrayList<>();
        for (JsonNode row : tables.get(3).get("rows")) {
            mirrors.add(new BridgeFacts.Mirror(
                    row.get("name").asString(),
                    row.get("select_all").asBoolean(),
                    names(row.get("select_src_port"), portNames),
                    names(row.get("select_dst_port"), portNames),
                    names(row.get("output_port"), portNames).stream()
                            .findFirst()
                            .orElse(null),
                    OptionalInt.empty()));
        }
        List<String> remotes = new ArrayList<>();
        tables.get(4).get("rows").forEach(r -> remotes.add(r.get("target").asString()));
        boolean inBand = !option(bridge.get("other_config"), "disable-in-band").equals("true");
        boolean secure = bridge.get("fail_mode").asString("").equals("secure");
        return new Outside(
                new Contract(site.tunnelPort(), all, true, site.vnis(), Set.of()),
                new BridgeFacts(mirrors, patches, inBand, remotes, secure));
    }

    private JsonNode tables() {
        String request = "[\"Open_vSwitch\"" + select("Interface", "_uuid", "name", "ofport", "type", "options")
                + select("Port", "_uuid", "name", "interfaces")
                + select("Bridge", "name", "ports", "fail_mode", "other_config")
                + select("Mirror", "name", "select_all", "select_src_port", "select_dst_port", "output_port")
                + select("Controller", "target") + "]";
        try {
            Process process = new ProcessBuilder(
                            "ovsdb-client", "--timeout=30", "transact", "unix:" + ovs.databaseSocket(), request)
                    .redirectErrorStream(true)
                    .start();
            return JSON.readTree(process.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String select(String table, String... columns) {
        return ",{\"op\":\"select\",\"table\":\"%s\",\"where\":[],\"columns\":[\"%s\"]}"
                .formatted(table, String.join("\",\"", columns));
    }

    private static Map<String, JsonNode> byUuid(JsonNode table) {
        Map<String, JsonNode> out = new HashMap<>();
        table.get("rows").forEach(r -> out.put(r.get("_uuid").get(1).asString(), r));
        return out;
    }

    private static String option(JsonNode map, String key) {
        for (JsonNode pair : map.get(1)) {
            if (pair.get(0).asString().equals(key)) {
                return pair.get(1).asString();
            }
        }
        return "";
    }

    /** A uuid, or a set of them. */
    private static Set<String> uuids(JsonNode value) {
        Set<String> out = new LinkedHashSet<>();
        if (value.get(0).asString().equals("uuid")) {
            out.add(value.get(1).asString());
        } else {
            value.get(1).forEach(v -> out.add(v.get(1).asString()));
        }
        return out;
    }

    private static Set<String> names(JsonNode value, Map<String, String> ports) {
        return uuids(value).stream().map(ports::get).collect(Collectors.toSet());
    }

    Verdict verdict() {
        Outside outside = outside();
        return IsolationProof.of(outside.contract(), outside.facts(), flows(), groups());
    }

    /** Whether ofproto/trace sends the packet to where its slice must not; the trace, for messages. */
    record Seen(boolean leaks, String trace) {}

    Seen trace(String packet) {
        String trace = ovs.appctl("ofproto/trace", BRIDGE, packet);
        int in = number("in_port=(\\d+|LOCAL)", packet);
        int slice =
                in == Numbered.TUNNEL ? number("tun_id=(0x[0-9a-f]+|\\d+)", packet) : VNI_OF_PORT.getOrDefault(in, 0);
        int tunnelled =
                trace.contains("tun_id=") ? Integer.decode(last("tun_id=(0x[0-9a-f]+|\\d+)", finalFlow(trace))) : 0;
        boolean leaks = false;
        for (int out : outputs(trace)) {
            leaks |= out == Numbered.TUNNEL
                    ? tunnelled != slice
                    : out == LOCAL || VNI_OF_PORT.getOrDefault(out, -1) != slice;
        }
        return new Seen(leaks, trace);
    }

    private static String finalFlow(String trace) {
        String line = last("(?m)^Final flow: (.*)$", trace);
        return line.contains("tun_id=") ? line : "tun_id=0";
    }

    private static int number(String pattern, String text) {
        String found = last(pattern, text);
        return found.equals("LOCAL") ? LOCAL : Integer.decode(found);
    }

    private static String last(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        String out = "0";
        while (matcher.find()) {
            out = matcher.group(1);
        }
        return out;
    }

    /** The OpenFlow numbers behind the datapath ports to which a packet goes; -1 for those of other bridges. */
    private Set<Integer> outputs(String trace) {
        Map<Integer, Integer> ports = new HashMap<>();
        boolean here = false;
        for (String line : ovs.appctl("dpif/show").split("\n")) {
            Matcher port = Pattern.compile("^ {4}\\S+ (\\d+)/(\\d+):").matcher(line);
            if (port.find()) {
                ports.put(Integer.parseInt(port.group(2)), here ? Integer.parseInt(port.group(1)) : -1);
            } else if (line.startsWith("  ")) {
                here = line.strip().equals(BRIDGE + ":");
            }
        }
        Set<Integer> out = new LinkedHashSet<>();
        for (String line :
                trace.lines().filter(l -> l.startsWith("Datapath actions:")).collect(Collectors.toSet())) {
            String actions =
                    line.substring(line.indexOf(':') + 1).replaceAll("[a-z_]+\\([^()]*(\\([^()]*\\)[^()]*)*\\)", "");
            Matcher number = Pattern.compile("\\b\\d+\\b").matcher(actions);
            while (number.find()) {
                out.add(ports.getOrDefault(Integer.parseInt(number.group()), -1));
            }
        }
        return out;
    }
}
