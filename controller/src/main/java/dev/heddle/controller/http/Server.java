package dev.heddle.controller.http;

import dev.heddle.controller.telemetry.Metrics;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries requests from sockets to routes. The only class that knows the HTTP server library. */
final class Server implements AutoCloseable {
    /** 131,072 ports in one body fit. */
    static final int LONGEST_BODY = 64 << 20;

    private static final int MOST_CONNECTIONS = 4096;
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final Router router;
    private final Metrics metrics;
    private final List<ListenAddress> listen;
    private final WebServer server;

    /**
     * Listens at once.
     *
     * @throws IllegalStateException if that is not possible on one of the addresses
     */
    Server(Router router, Metrics metrics, List<ListenAddress> listen, Optional<Tls> tls, Tokens tokens) {
        this.router = router;
        this.metrics = metrics;
        this.listen = listen;
        var builder = WebServer.builder().shutdownHook(false);
        for (int i = 0; i < listen.size(); i++) {
            ListenAddress address = listen.get(i);
            Optional<Tls> wrapped = address.local() ? Optional.empty() : tls;
            Access access = new Access(address.local(), tokens);
            if (i == 0) {
                configure(builder, address, wrapped, access);
            } else {
                builder.putSocket(
                        name(i),
                        configure(ListenerConfig.builder(), address, wrapped, access)
                                .build());
            }
        }
        server = builder.build().start();
        // The library logs what a listener refused, and goes on.
        if (!server.isRunning()) {
            throw new IllegalStateException("an address is taken, or not of this machine");
        }
    }

    private <B extends ListenerConfig.BuilderBase<B, ?>> B configure(
            B builder, ListenAddress address, Optional<Tls> tls, Access access) {
        tls.ifPresent(builder::tls);
        return builder.bindAddress(address.address())
                .routing((HttpRouting.Builder r) -> r.any((request, response) -> serve(access, request, response)))
                .directHandlers(refusals())
                .maxPayloadSize(LONGEST_BODY)
                .maxTcpConnections(MOST_CONNECTIONS)
                .shutdownGracePeriod(Duration.ofMillis(500));
    }

    private static String name(int index) {
        return index == 0 ? WebServer.DEFAULT_SOCKET_NAME : "listener-" + index;
    }

    /** The addresses with their real ports. */
    List<ListenAddress> addresses() {
        List<ListenAddress> out = new ArrayList<>();
        for (int i = 0; i < listen.size(); i++) {
            int port = server.port(name(i));
            out.add(
                    switch (listen.get(i)) {
                        case ListenAddress.Unix unix -> unix;
                        case ListenAddress.Tcp tcp ->
                            new ListenAddress.Tcp(
                                    new InetSocketAddress(tcp.address().getAddress(), port));
                    });
        }
        return out;
    }

    @Override
    public void close() {
        server.stop();
    }

    private void serve(Access access, ServerRequest request, ServerResponse response)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String method = request.prologue().method().text();
        boolean head = method.equals("HEAD");
        String operation = "none";
        Answer answer;
        try {
            SortedMap<String, String> headers = headers(request);
            Router.Found found =
                    router.find(head ? "GET" : method, request.path().rawPath());
            Route route = found.route();
            operation = route.operation();
            Call.Caller caller = access.check(request.remotePeer().address(), headers, route);
            Query query = Query.parse(request.query().rawValue(), route.query());
            byte[] body = route.body() == null ? new byte[0] : body(request);
            answer = route.handler().answer(new Call(found.path(), query, headers, caller, body));
        } catch (Failure e) {
            answer = e.answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = unavailable().answer();
        } catch (RuntimeException | ExecutionException e) {
            LOG.error("{} failed", operation, e);
            answer = bug().answer();
        }
        int status = send(answer, response, head);
        metrics.requested(operation, status, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static SortedMap<String, String> headers(ServerRequest request) {
        SortedMap<String, String> out = new TreeMap<>();
        for (Header header : request.headers()) {
            out.putIfAbsent(header.headerName().lowerCase(), header.get());
        }
        return out;
    }

    /** @throws Failure 400 when the body does not come as announced, 413 when it is too large */
    private static byte[] body(ServerRequest request) {
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(LONGEST_BODY + 1);
            if (body.length > LONGEST_BODY) {
                throw tooLarge();
            }
            return body;
        } catch (RequestException e) {
            throw LibraryRefusals.failure(e);
        } catch (IOException | UncheckedIOException | DataReader.InsufficientDataAvailableException e) {
            LOG.debug("reading a body", e);
            throw Failure.of(HttpError.BAD_REQUEST, null, null, "the body ended early");
        }
    }

    /** Returns the status sent. */
    private static int send(Answer answer, ServerResponse response, boolean head)
            throws IOException, InterruptedException {
        return switch (answer) {
            case Answer.Whole whole -> {
                send(whole, response, head);
                yield whole.status();
            }
            case Answer.Stream stream -> {
                response.status(Status.OK_200);
                response.header(HeaderNames.CONTENT_TYPE, stream.contentType());
                response.header(HeaderNames.CACHE_CONTROL, "no-store");
                try (OutputStream out = response.outputStream()) {
                    if (!head) {
                        stream.writer().writeTo(out);
                    }
                }
                yield 200;
            }
        };
    }

    private static void send(Answer.Whole answer, ServerResponse response, boolean head) {
        response.status(Status.create(answer.status()));
        response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        response.send(head ? new byte[0] : answer.body());
    }

    private static DirectHandlers refusals() {
        DirectHandlers.Builder out = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            out.addHandler(type, new LibraryRefusals());
        }
        return out.build();
    }

    static Failure tooLarge() {
        return Failure.of(HttpError.BODY_TOO_LARGE, null, null, "the body is larger than " + LONGEST_BODY + " bytes");
    }

    private static Failure unavailable() {
        return Failure.of(HttpError.STOPPING, null, null, "the controller is stopping");
    }

    static Failure bug() {
        return Failure.of(HttpError.INTERNAL, null, null, "an error of the controller itself; its log says more");
    }
}
