package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.LabFixture;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * A client that applies batches of 50 objects over HTTP, one slice and its ports each, and remembers of which it read a
 * whole answer 200. The ports name no host.
 */
final class ApplyStream {
    private static final int BATCH = 50;
    private static final int MEASURED = 5;
    private static final int TRIES = 40;
    private static final String TENANT = "busy";

    private final LabFixture lab;
    private final Random random;
    /** By the name of a batch: whether it was acknowledged. */
    private final Map<String, Boolean> sent = new TreeMap<>();

    private int whole;
    private long usualNanos;

    ApplyStream(LabFixture lab, Random random) {
        this.lab = lab;
        this.random = random;
    }

    /** Declares the tenant and learns how long an apply takes. */
    void prepare() throws InterruptedException {
        var _ = lab.apply("""
                apiVersion: heddle.dev/v1
                kind: Tenant
                metadata: {name: %1$s}
                ---
                apiVersion: heddle.dev/v1
                kind: VirtualNetwork
                metadata: {tenant: %1$s, name: net}
                """.formatted(TENANT));
        long[] nanos = new long[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long start = System.nanoTime();
            assertThat(apply(new CountDownLatch(1))).isTrue();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        usualNanos = nanos[MEASURED / 2];
    }

    /**
     * Applies a few batches, and one more during which it kills the controller, at a random instant after the request
     * was sent; whether that was before its answer was read.
     */
    boolean applyAndKill() throws InterruptedException {
        ProcessHandle controller = controller(lab);
        for (int before = random.nextInt(3); before > 0; before--) {
            assertThat(apply(new CountDownLatch(1))).isTrue();
        }
        for (int i = 0; i < TRIES; i++) {
            CountDownLatch gone = new CountDownLatch(1);
            CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> apply(gone));
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            LockSupport.parkNanos(random.nextLong(usualNanos));
            if (!answer.isDone()) {
                kill(controller);
                return !answer.join();
            }
        }
        throw new AssertionError("no apply lasted until the kill");
    }

    /** Reads back every batch. */
    void assertWholeOrAbsent() {
        Map<String, Integer> found = new TreeMap<>();
        for (String kind : new String[] {"slices", "ports"}) {
            for (JsonNode object : lab.json("get", kind, "-t", TENANT, "-o", "json")
                    .path("items")
                    .values()) {
                found.merge(object.path("metadata").path("labels").path("batch").asString(""), 1, Integer::sum);
            }
        }
        assertThat(sent.keySet()).containsAll(found.keySet());
        sent.forEach((batch, acknowledged) -> {
            int there = found.getOrDefault(batch, 0);
            if (acknowledged) {
                assertThat(there).as("objects of the acknowledged %s", batch).isEqualTo(BATCH);
            } else {
                assertThat(there).as("objects of the unanswered %s", batch).isIn(0, BATCH);
            }
        });
        whole = found.size();
    }

    /** What came of it. */
    String tally() {
        long acknowledged = sent.values().stream().filter(answered -> answered).count();
        return "%d applies of %d objects, %d acknowledged, %d there; an apply takes %.1f ms"
                .formatted(sent.size(), BATCH, acknowledged, whole, usualNanos / 1e6);
    }

    /** The running controller. */
    static ProcessHandle controller(LabFixture lab) {
        JsonNode pid =
                lab.json("lab", "status", "-o", "json").path("controller").path("pid");
        return ProcessHandle.of(pid.asLong(-1)).orElseThrow(() -> new AssertionError("no controller runs"));
    }

    /** Kills it from outside with SIGKILL, as the kernel would, and waits for its end. */
    static void kill(ProcessHandle controller) {
        boolean _ = controller.destroyForcibly();
        var _ = controller.onExit().join();
    }

    /** Whether a whole answer 200 was read; {@code gone} opens when the request was sent. */
    private boolean apply(CountDownLatch gone) {
        String batch;
        synchronized (sent) {
            batch = "batch-%04d".formatted(sent.size());
            sent.put(batch, false);
        }
        byte[] body = manifest(batch).getBytes(StandardCharsets.UTF_8);
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(lab.state().server() + "/v1/apply").toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/yaml");
            // A body of known length is never sent twice.
            connection.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            gone.countDown();
            return answered(connection, batch);
        } catch (IOException e) {
            gone.countDown();
            return false;
        }
    }

    private boolean answered(HttpURLConnection connection, String batch) throws IOException {
        if (connection.getResponseCode() != 200) {
            return false;
        }
        try (var in = connection.getInputStream()) {
            byte[] answer = in.readAllBytes();
            if (answer.length == 0) {
                return false;
            }
        }
        synchronized (sent) {
            sent.put(batch, true);
        }
        return true;
    }

    private static String manifest(String batch) {
        int number = Integer.parseInt(batch.substring(batch.indexOf('-') + 1));
        var documents = new ArrayList<String>();
        documents.add("""
                apiVersion: heddle.dev/v1
                kind: Slice
                metadata: {tenant: %1$s, name: %2$s, labels: {batch: %2$s}}
                spec: {network: net, subnets: [10.%3$d.%4$d.0/24]}
                """.formatted(TENANT, batch, 128 + number / 256, number % 256));
        for (int port = 1; port < BATCH; port++) {
            documents.add("""
                    apiVersion: heddle.dev/v1
                    kind: Port
                    metadata: {tenant: %1$s, name: %2$s-%3$d, labels: {batch: %2$s}}
                    spec: {slice: %2$s}
                    """.formatted(TENANT, batch, port));
        }
        return String.join("---\n", documents);
    }
}
