package dev.heddle.lab.workload;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hears when the bridges of a host change, by a monitor of its database (RFC 7047, section 4.1.5). It only wakes; what
 * is plugged is read anew.
 */
final class BridgeWatch {
    private static final JsonMapper JSON = new JsonMapper();

    private BridgeWatch() {}

    /** Follows the database behind that socket until the connection ends. */
    static void follow(Path socket, Runnable changed) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            send(
                    channel,
                    Map.of(
                            "id",
                            0,
                            "method",
                            "monitor",
                            "params",
                            List.of(
                                    "Open_vSwitch",
                                    "bridges",
                                    Map.of("Bridge", Map.of("columns", List.of("name", "ports"))))));
            try (MappingIterator<JsonNode> messages =
                    JSON.readerFor(JsonNode.class).readValues(Channels.newInputStream(channel))) {
                while (messages.hasNext()) {
                    JsonNode message = messages.next();
                    if (message.path("method").asString("").equals("echo")) {
                        send(
                                channel,
                                Map.of(
                                        "id",
                                        message.path("id"),
                                        "result",
                                        message.path("params"),
                                        "error",
                                        JSON.nullNode()));
                    } else {
                        changed.run();
                    }
                }
            }
        } catch (JacksonException broken) {
            throw new IOException("not JSON: " + broken.getOriginalMessage(), broken);
        }
    }

    private static void send(SocketChannel channel, Map<String, ?> message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsString(message).getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            int _ = channel.write(bytes);
        }
    }
}
