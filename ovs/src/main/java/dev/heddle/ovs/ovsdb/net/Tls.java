package dev.heddle.ovs.ovsdb.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What our side of a TLS connection shows and whom it trusts, from PEM files: those that {@code ovs-vsctl set-ssl} takes. As with
 * Open vSwitch, a peer is trusted for its CA alone; its certificate's name is not looked at. Immutable; the files are read once.
 */
public final class Tls {
    private final SslContext dialling;
    private final @Nullable SslContext listening;

    private Tls(SslContext dialling, @Nullable SslContext listening) {
        this.dialling = dialling;
        this.listening = listening;
    }

    /**
     * Shows a certificate, and wants one of the peer.
     *
     * @param privateKey in PKCS #8, or RSA in PKCS #1, not encrypted
     * @param certificate ours, followed by those between it and its CA, if any
     * @param caCertificates those that may have signed the peer's
     * @throws IOException if a file cannot be read or holds something else; names it
     */
    public static Tls of(Path privateKey, Path certificate, Path caCertificates) throws IOException {
        PrivateKey key = PemFiles.privateKey(privateKey);
        List<X509Certificate> chain = PemFiles.certificates("certificate", certificate);
        List<X509Certificate> trusted = PemFiles.certificates("CA certificate", caCertificates);
        try {
            return new Tls(
                    dialling(trusted).keyManager(key, chain).build(),
                    SslContextBuilder.forServer(key, chain)
                            .sslProvider(SslProvider.JDK)
                            .trustManager(trusted)
                            .clientAuth(ClientAuth.REQUIRE)
                            .build());
        } catch (IllegalArgumentException | SSLException e) {
            throw new IOException(
                    "private key " + privateKey + " and certificate " + certificate + " do not go together: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Shows no certificate: for dialling servers that want none.
     *
     * @throws IOException if the file cannot be read or holds something else
     */
    public static Tls trusting(Path caCertificates) throws IOException {
        return new Tls(
                dialling(PemFiles.certificates("CA certificate", caCertificates))
                        .build(),
                null);
    }

    private static SslContextBuilder dialling(List<X509Certificate> trusted) {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .endpointIdentificationAlgorithm(null)
                .trustManager(trusted);
    }

    boolean canListen() {
        return listening != null;
    }

    SslHandler handler(ByteBufAllocator buffers, boolean passive) {
        if (!passive) {
            return dialling.newHandler(buffers);
        }
        if (listening == null) {
            throw new IllegalStateException("who listens needs a certificate");
        }
        return listening.newHandler(buffers);
    }
}
