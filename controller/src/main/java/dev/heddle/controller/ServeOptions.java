package dev.heddle.controller;

import dev.heddle.controller.http.HttpApi;
import dev.heddle.controller.http.ListenAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code heddle serve} is told.
 *
 * @param listen where the API listens
 * @param ovsdbListen where hosts' databases dial
 * @param openflowListen where hosts' bridges dial
 * @param advertise the address under which hosts reach this machine, where it is not the one they dialled
 */
public record ServeOptions(
        Path data,
        List<ListenAddress> listen,
        InetSocketAddress ovsdbListen,
        InetSocketAddress openflowListen,
        Optional<String> advertise,
        Optional<Path> tlsCert,
        Optional<Path> tlsKey,
        Optional<Path> tokenFile,
        boolean acceptOlder,
        boolean adopt) {
    /** What {@code heddle serve -h} prints. */
    public static final String HELP = """
            Example: heddle serve --data /var/lib/heddle --ovsdb-listen 192.0.2.10:6640 --openflow-listen 192.0.2.10:6653

            Runs the controller until it is told to stop. Hosts join with: ovs-vsctl set-manager tcp:192.0.2.10:6640

              --data DIR                  where the journal is kept (default: ./heddle-data)
              --listen HOST:PORT|unix:PATH
                                          where the API listens; may be repeated (default: 127.0.0.1:7640 and
                                          unix:DATA/api.sock). Other addresses than loopback want --tls-cert, --tls-key
                                          and --token-file
              --ovsdb-listen HOST:PORT    where hosts' databases dial (default: 127.0.0.1:6640)
              --openflow-listen HOST:PORT where hosts' bridges dial (default: 127.0.0.1:6653)
              --advertise HOST            the address that bridges are told to dial (default: the one that the host's
                                          database has reached)
              --tls-cert FILE, --tls-key FILE
                                          PEM files for the API
              --token-file FILE           who may use the API: lines NAME TOKEN, or NAME TOKEN read
              --accept-older              serve data that is older than what hosts have seen, after a restore that was meant
              --adopt                     take over bridges that carry another cluster's id
              -h, --help                  show this
            """;

    public ServeOptions {
        listen = List.copyOf(listen);
    }

    /** Certificate and key for the API, if told. */
    Optional<HttpApi.TlsFiles> tls() {
        return tlsCert.flatMap(cert -> tlsKey.map(key -> new HttpApi.TlsFiles(cert, key)));
    }

    /** What is wrong with a command line, in words for the user. */
    public static final class Invalid extends Exception {
        Invalid(String message) {
            super(message);
        }
    }

    /** Reads the words after {@code serve}. */
    public static ServeOptions parse(List<String> words) throws Invalid {
        Flags flags = Flags.parse(words);
        Path data = Path.of(flags.last("--data").orElse("heddle-data"));
        Optional<Path> cert = flags.last("--tls-cert").map(Path::of);
        Optional<Path> key = flags.last("--tls-key").map(Path::of);
        if (cert.isPresent() != key.isPresent()) {
            throw new Invalid("--tls-cert and --tls-key go together");
        }
        return new ServeOptions(
                data,
                listen(flags.all("--listen"), data),
                tcp(flags, "--ovsdb-listen", "127.0.0.1:6640"),
                tcp(flags, "--openflow-listen", "127.0.0.1:6653"),
                flags.last("--advertise"),
                cert,
                key,
                flags.last("--token-file").map(Path::of),
                flags.isSet("--accept-older"),
                flags.isSet("--adopt"));
    }

    private static List<ListenAddress> listen(List<String> given, Path data) throws Invalid {
        List<String> texts = given.isEmpty() ? List.of("127.0.0.1:7640", "unix:" + data.resolve("api.sock")) : given;
        List<ListenAddress> out = new ArrayList<>();
        for (String text : texts) {
            out.add(address("--listen", text));
        }
        return out;
    }

    private static InetSocketAddress tcp(Flags flags, String flag, String byDefault) throws Invalid {
        String text = flags.last(flag).orElse(byDefault);
        if (address(flag, text) instanceof ListenAddress.Tcp tcp) {
            return tcp.address();
        }
        throw new Invalid(flag + " " + text + ": expected HOST:PORT");
    }

    private static ListenAddress address(String flag, String text) throws Invalid {
        try {
            return ListenAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Invalid(flag + ": " + e.getMessage());
        }
    }
}
