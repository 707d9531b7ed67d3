package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.BadMessage;
import dev.heddle.ovs.ovsdb.JsonFramer;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A client that speaks plain JSON with a server, the real one or ours. */
interface Peer extends AutoCloseable {
    void send(JsonNode message);

    /** Whatever the server has said since the last call, once it has done all that was sent to it so far. */
    List<JsonNode> hear();

    @Override
    void close();

    static ObjectNode request(String method, JsonNode params, JsonNode id) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("method", method);
        out.set("params", params);
        out.set("id", id);
        return out;
    }

    /** Of a real ovsdb-server. */
    static Peer real(Path socket) {
        return new Real(socket);
    }

    /** Of ours. */
    static Peer simulated(SimDatabase database) {
        return new Simulated(database.connect(0));
    }

    /** Over a unix socket. */
    final class Real implements Peer {
        private final SocketChannel channel;
        private final JsonFramer framer = new JsonFramer(OvsdbLimits.DEFAULT);
        private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10).limit(0);
        private int echoes;

        Real(Path socket) {
            try {
                channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void send(JsonNode message) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(OvsdbWire.write(message));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Two echoes: what waited is answered in the server's next round. */
        @Override
        public List<JsonNode> hear() {
            List<JsonNode> out = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                JsonNode id = JsonNodeFactory.instance.stringNode("echo-" + ++echoes);
                send(request("echo", JsonNodeFactory.instance.arrayNode(), id));
                for (JsonNode message = next(); message != null && !id.equals(message.get("id")); message = next()) {
                    out.add(message);
                }
            }
            return out;
        }

        private @Nullable JsonNode next() {
            try {
                while (true) {
                    byte[] message = framer.next(buffer);
                    if (message != null) {
                        return OvsdbWire.read(message);
                    }
                    buffer.clear();
                    if (channel.read(buffer) < 0) {
                        return null;
                    }
                    buffer.flip();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (BadMessage e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** In memory; its time stands still. */
    record Simulated(DatabaseSession session) implements Peer {
        @Override
        public void send(JsonNode message) {
            session.receive(ByteBuffer.wrap(OvsdbWire.write(message)), 0);
        }

        @Override
        public List<JsonNode> hear() {
            List<JsonNode> out = new ArrayList<>();
            try {
                for (byte[] message : session.drain()) {
                    out.add(OvsdbWire.read(message));
                }
            } catch (BadMessage e) {
                throw new IllegalStateException(e);
            }
            return out;
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
