package dev.heddle.ovs.ovsdb.net;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words why a TLS connection did not come about, or ended at once: a peer may refuse after our part is done. */
final class TlsRefusal {
    private static final String ALERT = "Received fatal alert: ";

    private TlsRefusal() {}

    /** What a connection ended by; plain text for what has nothing to do with TLS. */
    static String describe(Throwable cause) {
        if (find(cause, CertPathBuilderException.class) != null
                || find(cause, CertPathValidatorException.class) != null) {
            return "the peer's certificate is not trusted: " + root(cause);
        }
        if (find(cause, CertificateException.class) != null) {
            return "the peer's certificate is refused: " + root(cause);
        }
        if (find(cause, NotSslRecordException.class) != null) {
            return "the peer does not speak TLS";
        }
        if (find(cause, SslHandshakeTimeoutException.class) != null) {
            return "the peer did not finish the TLS handshake in time";
        }
        SSLException ssl = find(cause, SSLException.class);
        if (ssl == null) {
            return find(cause, ClosedChannelException.class) == null
                    ? String.valueOf(cause)
                    : "the peer closed the connection";
        }
        String message = Objects.requireNonNullElse(ssl.getMessage(), ssl.toString());
        int alert = message.indexOf(ALERT);
        if (alert >= 0) {
            return refused(message.substring(alert + ALERT.length()));
        }
        return message.contains("Empty client certificate chain")
                ? "the peer showed no certificate"
                : "TLS failed: " + message;
    }

    /** By the names of alerts in RFC 8446 section 6.2. */
    private static String refused(String alert) {
        return switch (alert) {
            case "unknown_ca" -> "the peer refuses our certificate: it does not trust its CA (unknown_ca)";
            case "certificate_required", "handshake_failure" ->
                "the peer wants a certificate that its CA signed, and we have none such to show (" + alert + ")";
            case "bad_certificate",
                    "unsupported_certificate",
                    "certificate_revoked",
                    "certificate_expired",
                    "certificate_unknown" -> "the peer refuses our certificate (" + alert + ")";
            default -> "the peer ended TLS (" + alert + ")";
        };
    }

    private static String root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Objects.requireNonNullElse(root.getMessage(), root.toString());
    }

    private static <T extends Throwable> @Nullable T find(Throwable cause, Class<T> kind) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return kind.cast(each);
            }
        }
        return null;
    }
}
