package dev.heddle.controller.http;

import dev.heddle.controller.state.FlowPreview;
import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.IsolationChecks;
import dev.heddle.controller.state.Programs;
import dev.heddle.controller.state.StateMachine;
import dev.heddle.controller.state.Traces;
import dev.heddle.controller.telemetry.Metrics;
import io.helidon.common.configurable.Resource;
import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The HTTP API: listens from {@link #start} to {@link #close}. Thread-safe. */
public final class HttpApi implements AutoCloseable {
    private final Server server;
    private final Service service;

    /**
     * How to listen.
     *
     * @param listen at least one
     * @param tls wanted for addresses that are not local
     * @param tokenFile wanted for addresses that are not local; see {@code docs/api.md} for its form
     */
    public record Options(List<ListenAddress> listen, Optional<TlsFiles> tls, Optional<Path> tokenFile) {
        public Options {
            listen = List.copyOf(listen);
        }
    }

    /** PEM files. */
    public record TlsFiles(Path certificate, Path key) {}

    /**
     * What the API stands on.
     *
     * @param notReady why the controller does not serve yet, empty once it does
     * @param version of the program
     */
    public record Parts(
            StateMachine state,
            HostStatuses hosts,
            Programs programs,
            IsolationChecks isolation,
            FlowPreview flows,
            Traces traces,
            Metrics metrics,
            Supplier<Optional<String>> notReady,
            String version,
            InstantSource clock) {}

    private HttpApi(Server server, Service service) {
        this.server = server;
        this.service = service;
    }

    /**
     * Starts listening.
     *
     * @throws IllegalArgumentException in words for the user: an address that wants TLS and tokens, a bad token file
     * @throws IOException when a file cannot be read or an address cannot be listened on
     */
    public static HttpApi start(Options options, Parts parts) throws IOException {
        for (ListenAddress address : options.listen()) {
            if (!address.local()
                    && (options.tls().isEmpty() || options.tokenFile().isEmpty())) {
                throw new IllegalArgumentException("--listen " + address
                        + ": an address that other machines can reach wants --tls-cert, --tls-key and --token-file");
            }
        }
        Tokens tokens = options.tokenFile().isEmpty()
                ? Tokens.NONE
                : Tokens.read(options.tokenFile().get());
        for (ListenAddress address : options.listen()) {
            if (address instanceof ListenAddress.Unix unix) {
                StaleSocket.remove(unix.path());
            }
        }
        Service service = new Service(parts);
        try {
            Router router = new Router(service.routes());
            Optional<Tls> tls = options.tls().map(HttpApi::tls);
            return new HttpApi(new Server(router, parts.metrics(), options.listen(), tls, tokens), service);
        } catch (RuntimeException e) {
            service.close();
            throw new IOException("cannot listen on " + options.listen() + ": " + e.getMessage(), e);
        }
    }

    private static Tls tls(TlsFiles files) {
        return Tls.create(b -> {
            b.privateKey(k -> k.pem(p -> p.key(Resource.create(files.key()))));
            b.privateKeyCertChain(k -> k.pem(p -> p.certChain(Resource.create(files.certificate()))));
        });
    }

    /** Where it listens, with real port numbers. */
    public List<ListenAddress> addresses() {
        return server.addresses();
    }

    @Override
    public void close() {
        service.close();
        server.close();
    }
}
