package dev.heddle.simulator.fleet;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Follows where ports are bound, by the API's stream of changes. Thread-safe; reads on a thread of its own. */
final class PortWatch implements AutoCloseable {
    private static final String DATA = "data:";

    private final Map<String, String> hosts = new HashMap<>();
    private final Stream<String> lines;
    private int bound;
    private @Nullable Throwable failure;

    PortWatch(Api api) throws IOException, InterruptedException {
        lines = api.watch("/v1/watch?kinds=ports");
        Thread.ofPlatform().name("fleet-watch").daemon().start(this::read);
    }

    /** Waits until so many ports are bound. */
    void awaitBound(int ports, Duration atMost) throws InterruptedException, IOException {
        await(watch -> watch.bound >= ports, ports + " ports to be bound", atMost);
    }

    /** Waits until a port is bound to the host. */
    void awaitHost(Layout.Place port, Duration atMost) throws InterruptedException, IOException {
        String host = Layout.hostName(port.host());
        await(watch -> host.equals(watch.hosts.get(port.ifaceId())), port.ifaceId() + " to be on " + host, atMost);
    }

    private synchronized void await(Predicate<PortWatch> wanted, String what, Duration atMost)
            throws InterruptedException, IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!wanted.test(this)) {
            long left = deadline - System.nanoTime();
            if (failure != null || left <= 0) {
                throw new IOException(
                        "waited for " + what + ": " + (failure == null ? bound + " are" : failure.toString()), failure);
            }
            wait(Math.max(1, left / 1_000_000));
        }
    }

    private void read() {
        try {
            lines.filter(line -> line.startsWith(DATA)).forEach(line -> event(line.substring(DATA.length())));
            fail(new IOException("the stream ended"));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable why) {
        failure = why;
        notifyAll();
    }

    private synchronized void event(String data) {
        JsonNode event = Api.json(data);
        event.path("objects").forEach(object -> see(object, false));
        event.path("changes")
                .forEach(change -> see(
                        change.path("object"), change.path("type").asString("").equalsIgnoreCase("deleted")));
        notifyAll();
    }

    private void see(JsonNode object, boolean gone) {
        String port = object.path("metadata").path("tenant").asString("") + "/"
                + object.path("metadata").path("name").asString("");
        String host = gone ? null : object.path("status").path("host").asString(null);
        String before = host == null ? hosts.remove(port) : hosts.put(port, host);
        if (Objects.isNull(before) != Objects.isNull(host)) {
            bound += host == null ? -1 : 1;
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
