package dev.heddle.cli.vswitch;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.ovs.ovsdb.net.Tls;
import dev.heddle.ovs.sdk.SwitchAddress;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that {@code --ovsdb ssl:H:P} needs. */
final class TlsOption {
    @Option(names = "--private-key", paramLabel = "FILE", description = "With ssl: our private key, PEM.")
    private @Nullable Path privateKey;

    @Option(names = "--certificate", paramLabel = "FILE", description = "With ssl: our certificate, PEM.")
    private @Nullable Path certificate;

    @Option(
            names = "--ca-cert",
            paramLabel = "FILE",
            description = "With ssl: who may have signed the database's, PEM.")
    private @Nullable Path caCertificate;

    /** The address with what it needs. */
    SwitchAddress in(SwitchAddress at) {
        boolean ssl = at.ovsdb().startsWith("ssl:");
        if (!ssl) {
            if (privateKey != null || certificate != null || caCertificate != null) {
                throw bad("--private-key, --certificate and --ca-cert are for --ovsdb ssl:HOST:PORT");
            }
            return at;
        }
        if (caCertificate == null || (privateKey == null) != (certificate == null)) {
            throw bad(at.ovsdb() + " needs --ca-cert, and --private-key with --certificate");
        }
        try {
            return at.withTls(
                    privateKey == null || certificate == null
                            ? Tls.trusting(caCertificate)
                            : Tls.of(privateKey, certificate, caCertificate));
        } catch (IOException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private static CommandException bad(String message) {
        return new CommandException(Exit.BAD_INPUT, message);
    }
}
