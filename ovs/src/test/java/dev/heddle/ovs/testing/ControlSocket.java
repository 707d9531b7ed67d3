package dev.heddle.ovs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What ovs-appctl does, over one connection that stays: twenty times as fast. Not thread-safe. */
public final class ControlSocket implements AutoCloseable {
    /** Few enough for requests to fit into the socket's buffer while the daemon waits for its answers to be read. */
    private static final int AHEAD = 8;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final SocketChannel channel;

    /** Made when the first answer comes: a parser reads as soon as it is made. */
    private @Nullable JsonParser answers;

    /** Connects to the control socket of a daemon. */
    public ControlSocket(Path socket) {
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command and returns what it printed; throws IllegalStateException with the words of its error. */
    public String run(String command, List<String> arguments) {
        send(command, arguments);
        return answer();
    }

    /** Runs ofproto/trace; {@code arguments} are the bridge, options and the packet. */
    public Traced trace(String... arguments) {
        return Traced.read(run("ofproto/trace", List.of(arguments)));
    }

    /** Runs ofproto/trace for each of the lists of arguments, a few of them ahead of the answer that is read. */
    public List<Traced> traceAll(List<List<String>> arguments) {
        List<Traced> out = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size() + AHEAD; i++) {
            if (i < arguments.size()) {
                send("ofproto/trace", arguments.get(i));
            }
            if (i >= AHEAD) {
                out.add(Traced.read(answer()));
            }
        }
        return out;
    }

    private void send(String command, List<String> arguments) {
        try {
            ObjectNode request = JSON.createObjectNode().put("id", 0).put("method", command);
            arguments.forEach(request.putArray("params")::add);
            Channels.newOutputStream(channel).write(request.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer() {
        if (answers == null) {
            answers = JSON.createParser(Channels.newInputStream(channel));
        }
        answers.nextToken();
        JsonNode answer = answers.readValueAsTree();
        JsonNode error = answer.path("error");
        if (!error.isNull() && !error.isMissingNode()) {
            throw new IllegalStateException(error.asString());
        }
        return answer.path("result").asString();
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
