package dev.heddle.controller.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One request over a connection of its own, bytes as given: for what proper clients do not send. */
final class RawHttp {
    private RawHttp() {}

    /** @param status 0 if the server closed without an answer */
    record Response(int status, String head, String body) {}

    static Response send(SocketAddress address, byte[] request) throws IOException {
        boolean unix = address instanceof UnixDomainSocketAddress;
        try (SocketChannel channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open()) {
            channel.connect(address);
            ByteBuffer out = ByteBuffer.wrap(request);
            ByteArrayOutputStream in = new ByteArrayOutputStream();
            try {
                while (out.hasRemaining()) {
                    channel.write(out);
                }
                channel.shutdownOutput();
                read(channel, in);
            } catch (IOException e) {
                // the server may close while the request is being sent
            }
            return parse(in.toString(StandardCharsets.UTF_8));
        }
    }

    static byte[] request(String method, String target, String contentType, byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                        + contentType + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        out.write(body);
        return out.toByteArray();
    }

    private static void read(SocketChannel channel, OutputStream to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (channel.read(buffer) >= 0) {
            to.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
    }

    private static Response parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0) {
            return new Response(0, text, "");
        }
        return new Response(Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
    }
}
