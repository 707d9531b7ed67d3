package dev.heddle.ovs.openflow.lines;

import dev.heddle.flow.text.PortNames;
import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A real switch with one bridge that has all that lines speak of: ports, and for flows tunnel options, groups and meters. */
record Side(DummyOvs ovs) implements AutoCloseable {
    static final String BRIDGE = "lines";

    /** Ports of the bridge; {@code p1} is 1 and so on. */
    private static final int PORTS = 4;

    /** Tunnel metadata fields, each an option of 4 bytes: as many as a bridge can have. */
    private static final int TUNNEL_FIELDS = 64;

    private static final Pattern PARSE_ERROR = Pattern.compile("\\.txt:(\\d+): ");
    private static final Pattern FLOW_COUNT = Pattern.compile("flow_count=(\\d+)");

    static final PortNames NAMES = new PortNames() {
        @Override
        public @Nullable Integer number(String name) {
            for (int port = 1; port <= PORTS; port++) {
                if (("p" + port).equals(name)) {
                    return port;
                }
            }
            return name.equals(BRIDGE) ? Integer.valueOf(0xfffffffe) : null;
        }

        @Override
        public @Nullable String name(int number) {
            return number >= 1 && number <= PORTS ? "p" + number : null;
        }
    };

    /** With ports only. */
    static Side start() {
        DummyOvs ovs = DummyOvs.start();
        ovs.addBridge(BRIDGE);
        for (int port = 1; port <= PORTS; port++) {
            ovs.addPort(BRIDGE, "p" + port, port, "");
        }
        return new Side(ovs);
    }

    /** With groups 1 and 2, meters 1 and 2 and every tun_metadata field too. */
    static Side startForFlows() {
        Side side = start();
        for (String id : List.of("1", "2")) {
            side.ovs.ofctl("add-group", BRIDGE, "group_id=" + id + ",type=all,bucket=output:1");
            side.ovs.ofctl("add-meter", BRIDGE, "meter=" + id + ",kbps,band=type=drop,rate=1000");
        }
        List<String> options = new ArrayList<>();
        for (int i = 0; i < TUNNEL_FIELDS; i++) {
            options.add("{class=0xffff,type=%d,len=4}->tun_metadata%d".formatted(i, i));
        }
        side.ovs.ofctl("add-tlv-map", BRIDGE, String.join(",", options));
        return side;
    }

    /** Adds flows of different keys by ovs-ofctl; returns its words for those that it or the switch refuses. */
    Map<Line, String> addFlows(List<Line> lines) {
        Map<Line, String> refused = new LinkedHashMap<>();
        List<Line> left = new ArrayList<>(lines);
        Path file = ovs.directory().resolve("lines.txt");
        while (!left.isEmpty()) {
            long before = flowCount();
            try {
                Files.write(file, left.stream().map(Line::text).toList());
                ovs.ofctl("add-flows", BRIDGE, file.toString());
                break;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (IllegalStateException e) {
                String words = String.valueOf(e.getMessage());
                Matcher parse = PARSE_ERROR.matcher(words);
                if (words.contains("flow formats") && left.size() > 1) {
                    // Some line can be said in no version of OpenFlow 1.5, and nothing was sent.
                    int half = left.size() / 2;
                    refused.putAll(addFlows(left.subList(0, half)));
                    refused.putAll(addFlows(left.subList(half, left.size())));
                    break;
                }
                // The text is read as a whole before anything is sent; the switch takes one flow after the other.
                if (parse.find()) {
                    refused.put(left.remove(Integer.parseInt(parse.group(1)) - 1), words);
                } else {
                    left = left.subList((int) (flowCount() - before), left.size());
                    refused.put(left.removeFirst(), words);
                }
            }
        }
        return refused;
    }

    private long flowCount() {
        Matcher count = FLOW_COUNT.matcher(ovs.ofctl("dump-aggregate", BRIDGE));
        if (!count.find()) {
            throw new IllegalStateException("dump-aggregate has no flow_count");
        }
        return Long.parseLong(count.group(1));
    }

    /** Gives one line to ovs-ofctl; returns its words where it or the switch refuses it. */
    @Nullable
    String refusal(String command, String text) {
        try {
            ovs.ofctl(command, BRIDGE, text);
            return null;
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() {
        ovs.close();
    }
}
