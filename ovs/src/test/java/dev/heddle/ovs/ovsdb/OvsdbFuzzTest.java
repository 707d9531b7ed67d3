package dev.heddle.ovs.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.testing.DummyOvs;
import dev.heddle.ovs.testing.OvsdbClient;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Messages captured from a real ovsdb-server, mutated: no input may make the session throw, hang or grow. An input that ever
 * did is a line (hexadecimal) of ovsdb-regressions.txt.
 */
class OvsdbFuzzTest {
    private static final OvsdbLimits LIMITS =
            new OvsdbLimits(1 << 20, 32, 16, Duration.ofSeconds(5), Duration.ofSeconds(10));
    private static final long HANG_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** The first inputs load classes; they are not timed. */
    private static final int WARM_UP = 1000;

    private static final MonitorRequest WATCHED = MonitorRequest.NOTHING
            .with("Open_vSwitch", "bridges", "external_ids")
            .with("Bridge", "name", "ports", "fail_mode", "external_ids")
            .with("Port", "name", "interfaces", "tag")
            .with("Interface", "name", "type", "options", "ofport", "external_ids");
    private static final List<Operation> OPERATIONS = List.of(
            Operation.insert("Queue", "q", Map.of("dscp", OvsdbValue.of(7))),
            Operation.select("Interface"),
            Operation.update("Queue", Map.of("dscp", OvsdbValue.of(8))),
            new Operation.Comment("x"));

    /** Answers and updates of one conversation, in order (the second starts the monitor), and the schema they speak of. */
    private record Capture(Schema schema, List<byte[]> messages) {}

    @Test
    void neitherThrowsNorHangsNorGrows() {
        fuzz(1, 200_000);
    }

    @Test
    @Tag("soak")
    void neitherThrowsNorHangsNorGrowsForLong() {
        fuzz(2, 10_000_000);
    }

    @Test
    void inputsThatFailedOnceAreRefused() throws IOException {
        Capture capture = capture();
        try (InputStream in = OvsdbFuzzTest.class.getResourceAsStream("ovsdb-regressions.txt")) {
            String lines = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> feed(prepared(capture), HexFormat.of().parseHex(line.strip())));
        }
    }

    private static void fuzz(long seed, int inputs) {
        Capture capture = capture();
        Random random = new Random(seed);
        int faults = 0;
        long slowest = 0;
        long used = usedBytes();
        for (int i = 0; i < inputs; i++) {
            byte[] input = mutate(random, capture.messages());
            OvsdbSession session = prepared(capture);
            if (random.nextBoolean()) {
                feed(session, capture.messages().get(1));
                feed(session, capture.messages().get(5));
            }
            long began = cpuNanos();
            try {
                feed(session, input);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        "seed " + seed + " input " + i + ": " + HexFormat.of().formatHex(input), e);
            }
            if (i >= WARM_UP) {
                slowest = Math.max(slowest, cpuNanos() - began);
            }
            faults += session.isOpen() ? 0 : 1;
        }
        assertThat(slowest).as("seed %d: slowest input, ns of CPU", seed).isLessThan(HANG_NANOS);
        assertThat(faults).as("seed %d: inputs that were refused", seed).isBetween(inputs / 4, inputs * 9 / 10);
        assertThat(usedBytes() - used).as("seed %d: bytes more in use", seed).isLessThan(64 << 20);
    }

    private static void feed(OvsdbSession session, byte[] input) {
        session.receive(ByteBuffer.wrap(input), 0);
        for (OvsdbEvent event : session.drain().events()) {
            if (event instanceof OvsdbEvent.Closed(OvsdbFault fault)) {
                assertThat(fault.raw().length).isLessThanOrEqualTo(OvsdbFault.MAX_RAW_BYTES);
                assertThat(fault.message()).isNotNull();
            }
        }
    }

    /** A session that awaits the very answers that were captured. */
    private static OvsdbSession prepared(Capture capture) {
        OvsdbSession session = new OvsdbSession(LIMITS, 0);
        ask(session, capture.schema());
        session.drain();
        return session;
    }

    private static void ask(OvsdbSession session, Schema schema) {
        long now = System.nanoTime();
        session.listDatabases(now);
        session.monitor(MonitorMethod.CONDITIONAL, schema, WATCHED, now);
        session.transact("Open_vSwitch", OPERATIONS, now);
        session.schema("Open_vSwitch", now);
        session.echo(now);
        session.monitor(MonitorMethod.SINCE, schema, WATCHED, now);
        session.lock("it", now);
        session.serverId(now);
        session.setDatabaseChangeAware(true, now);
    }

    private static Capture capture() {
        try (DummyOvs ovs = DummyOvs.start()) {
            ovs.addBridge("br-int");
            for (int i = 1; i <= 4; i++) {
                ovs.addPort("br-int", "p" + i, i, "iface-" + i);
            }
            ovs.killVswitchd();
            try (OvsdbClient first = OvsdbClient.unix(ovs.databaseSocket());
                    OvsdbClient client = OvsdbClient.unix(ovs.databaseSocket())) {
                Schema schema = first.schema();
                first.call(session -> session.lock("it", System.nanoTime()));
                ask(client.session(), schema);
                client.pumpUntil("answers", () -> client.events().size() == 9);
                ovs.vsctl("--no-wait", "add-port", "br-int", "late", "--", "set", "Port", "late", "tag=7");
                ovs.vsctl("--no-wait", "set", "Interface", "late", "options:a=b", "external_ids:iface-id=x");
                ovs.vsctl("--no-wait", "del-port", "late");
                client.pumpUntil("updates", () -> client.events().size() == 15);
                first.call(session -> session.unlock("it", System.nanoTime()));
                first.call(session -> session.steal("it", System.nanoTime()));
                client.pumpUntil("the lock and its theft", () -> client.events().size() == 17);
                return new Capture(schema, split(client.received()));
            }
        }
    }

    private static List<byte[]> split(String stream) {
        JsonFramer framer = new JsonFramer(LIMITS);
        ByteBuffer bytes = ByteBuffer.wrap(stream.getBytes(StandardCharsets.UTF_8));
        List<byte[]> out = new ArrayList<>();
        try {
            for (byte[] each = framer.next(bytes); each != null; each = framer.next(bytes)) {
                out.add(each);
            }
        } catch (BadMessage e) {
            throw new AssertionError(e);
        }
        out.add("{\"id\":null,\"method\":\"monitor_canceled\",\"params\":[\"heddle-2\"]}"
                .getBytes(StandardCharsets.UTF_8));
        out.add("{\"id\":\"echo\",\"method\":\"echo\",\"params\":[]}".getBytes(StandardCharsets.UTF_8));
        return out;
    }

    /** Mostly small messages; one input in 64 may be a large one. */
    private static byte[] mutate(Random random, List<byte[]> messages) {
        byte[] from = messages.get(random.nextInt(messages.size()));
        while (from.length > 2000 && random.nextInt(16) != 0) {
            from = messages.get(random.nextInt(messages.size()));
        }
        byte[] out = from.clone();
        for (int edits = random.nextInt(4); edits >= 0 && out.length > 0; edits--) {
            out = edit(random, out, messages);
        }
        return out;
    }

    private static byte[] edit(Random random, byte[] in, List<byte[]> messages) {
        int at = random.nextInt(in.length);
        int length = Math.min(in.length - at, 1 + random.nextInt(1 << random.nextInt(8)));
        return switch (random.nextInt(9)) {
            case 0 -> splice(in, at, 0, new byte[] {(byte) (in[at] ^ (1 << random.nextInt(8)))}, 1);
            case 1 -> splice(in, at, 0, token(random), length);
            case 2 -> splice(in, at, 0, token(random), 0);
            case 3 -> splice(in, at, 0, new byte[0], length);
            case 4 -> java.util.Arrays.copyOf(in, at);
            case 5 -> splice(in, at, length, in, 0);
            case 6 -> splice(in, at, random.nextInt(1, 200), messages.get(random.nextInt(messages.size())), length);
            case 7 -> digit(random, in, at);
            default ->
                splice(
                        in,
                        at,
                        0,
                        "["
                                .repeat(random.nextInt(1, 100_000 >> random.nextInt(16)))
                                .getBytes(StandardCharsets.UTF_8),
                        0);
        };
    }

    /** Puts so many bytes of another array (0: all) in the place of {@code dropped} bytes. */
    private static byte[] splice(byte[] in, int at, int count, byte[] other, int dropped) {
        byte[] put = count == 0 ? other : java.util.Arrays.copyOf(other, Math.min(count, other.length));
        byte[] out = new byte[in.length - dropped + put.length];
        System.arraycopy(in, 0, out, 0, at);
        System.arraycopy(put, 0, out, at, put.length);
        System.arraycopy(in, at + dropped, out, at + put.length, in.length - at - dropped);
        return out;
    }

    private static byte[] digit(Random random, byte[] in, int from) {
        byte[] out = in.clone();
        for (int i = 0; i < out.length; i++) {
            int at = (from + i) % out.length;
            if (out[at] >= '0' && out[at] <= '9') {
                out[at] = (byte) ('0' + random.nextInt(10));
                break;
            }
        }
        return out;
    }

    private static byte[] token(Random random) {
        String[] tokens = {
            "null",
            "true",
            "-1",
            "1e999",
            "1E-999999999",
            "99999999999999999999",
            "0.5",
            "\"\"",
            "[]",
            "{}",
            "{",
            "}",
            "]",
            "\"",
            "\\",
            "[\"set\",[]]",
            "[\"map\",[[1,2]]]",
            "[\"uuid\",\"x\"]",
            "\"\\ud800\"",
            "\u0000",
            "\"insert\"",
            "\"modify\"",
            "\"delete\"",
            "\"error\":\"x\",",
            "\"id\":null,",
            "\"method\":\"update2\",",
            "\"method\":\"update3\",",
            "\"method\":\"locked\",",
            "\"heddle-6\"",
            "\"method\":\"echo\","
        };
        return tokens[random.nextInt(tokens.length)].getBytes(StandardCharsets.UTF_8);
    }

    /** Of this thread: other load on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
