package dev.heddle.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A byte stream to the controller: TCP, TLS or a unix socket. */
record Connection(InputStream in, OutputStream out, AutoCloseable closing) implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofMillis(2500);

    /** @throws IOException where nothing listens there within 2.5 s, or the TLS handshake stalls for as long */
    static Connection open(ServerAddress address) throws IOException {
        if (address.isUnix()) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(address.path()));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            return new Connection(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
        }
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) CONNECT.toMillis());
            Socket plain = socket;
            if (address.isTls()) {
                socket = secure(plain, address);
            }
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
        return new Connection(socket.getInputStream(), socket.getOutputStream(), socket);
    }

    private static SSLSocket secure(Socket plain, ServerAddress address) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, address.host(), address.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout((int) CONNECT.toMillis());
        socket.startHandshake();
        socket.setSoTimeout(0);
        return socket;
    }

    @Override
    public void close() {
        try {
            closing.close();
        } catch (Exception alreadyGone) {
            // Nothing is lost: the answer was read, or its loss was told.
        }
    }
}
