package dev.heddle.cli.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP/1.1 (RFC 9112) with the controller, one request a connection. The same few lines serve TCP, TLS and unix
 * sockets, which the JDK's clients do not, and start in a fraction of their time.
 */
public final class ApiClient {
    private static final String UNKNOWN =
            "; whether the write took place is unknown: look with heddle get, or repeat it";

    private final ServerAddress address;
    private final @Nullable String token;
    private final Duration patience;

    /**
     * @param token sent as bearer token; null for none
     * @param patience how long an answer may take; of an endless one, until it begins
     */
    public ApiClient(ServerAddress address, @Nullable String token, Duration patience) {
        this.address = address;
        this.token = token;
        this.patience = patience;
    }

    public ServerAddress address() {
        return address;
    }

    public Reply get(String path) {
        return exchange("GET", path, null, null);
    }

    public Reply delete(String path) {
        return exchange("DELETE", path, null, null);
    }

    public Reply post(String path, String contentType, byte[] body) {
        return exchange("POST", path, contentType, body);
    }

    /** Takes each line of an endless answer until {@code taker} has enough or the connection ends. */
    public interface LineTaker {
        /** @return whether to go on */
        boolean take(String line);
    }

    /**
     * Reads a stream of server-sent events line by line.
     *
     * @return the error answer, or null when the stream ended
     * @throws IOException when the connection broke after it was open
     */
    public @Nullable Reply stream(String path, Map<String, String> headers, LineTaker taker) throws IOException {
        Connection connection = open();
        Deadline deadline = new Deadline(connection, patience);
        try (connection;
                deadline) {
            send(connection.out(), "GET", path, headers, null, null);
            Head head = head(new BufferedInputStream(connection.in()));
            deadline.close();
            if (head.status >= 400) {
                return new Reply(head.status, head.headers, text(head.body));
            }
            StringBuilder line = new StringBuilder();
            try (var reader = new java.io.InputStreamReader(head.body, StandardCharsets.UTF_8)) {
                int c;
                while ((c = reader.read()) >= 0) {
                    if (c != '\n') {
                        line.append((char) c);
                    } else {
                        if (!taker.take(line.toString())) {
                            return null;
                        }
                        line.setLength(0);
                    }
                }
            }
            return null;
        }
    }

    private Reply exchange(String method, String path, @Nullable String contentType, byte @Nullable [] body) {
        Connection connection = open();
        Deadline deadline = new Deadline(connection, patience);
        try (connection;
                deadline) {
            send(connection.out(), method, path, Map.of(), contentType, body);
            Head head = head(new BufferedInputStream(connection.in()));
            return new Reply(head.status, head.headers, text(head.body));
        } catch (IOException e) {
            String what = deadline.passed()
                    ? "no answer from %s (from %s) within %s"
                            .formatted(address.text(), address.origin(), Spans.text(patience))
                    : "the connection to %s broke: %s".formatted(address.text(), e.getMessage());
            throw new CommandException(Exit.UNREACHABLE, method.equals("GET") ? what : what + UNKNOWN);
        }
    }

    private Connection open() {
        try {
            return Connection.open(address);
        } catch (IOException | RuntimeException e) {
            throw new CommandException(
                    Exit.UNREACHABLE,
                    "no controller at %s (from %s): %s; start one with: heddle serve"
                            .formatted(address.text(), address.origin(), e.getMessage()));
        }
    }

    private void send(
            OutputStream out,
            String method,
            String path,
            Map<String, String> more,
            @Nullable String contentType,
            byte @Nullable [] body)
            throws IOException {
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(address.authority()).append("\r\nConnection: close\r\n");
        head.append("User-Agent: heddle\r\n");
        if (token != null) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        more.forEach((k, v) -> head.append(k).append(": ").append(v).append("\r\n"));
        if (body != null) {
            head.append("Content-Type: ").append(contentType).append("\r\n");
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) {
            out.write(body);
        }
        out.flush();
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    private record Head(int status, Map<String, String> headers, InputStream body) {}

    private static Head head(InputStream in) throws IOException {
        String status = BodyStream.line(in);
        String[] words = status.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("this is no HTTP: \"" + status + "\"");
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = BodyStream.line(in); !line.isEmpty(); line = BodyStream.line(in)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        int code = Integer.parseInt(words[1]);
        if (code == 204 || code == 304) {
            return new Head(code, headers, InputStream.nullInputStream());
        }
        boolean chunked = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
        String length = headers.get("content-length");
        InputStream body =
                chunked ? BodyStream.chunked(in) : BodyStream.of(in, length == null ? -1 : Long.parseLong(length));
        return new Head(code, headers, body);
    }
}
