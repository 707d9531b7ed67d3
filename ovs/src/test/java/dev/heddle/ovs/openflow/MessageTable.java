package dev.heddle.ovs.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.openflow.RawClient.Captured;
import dev.heddle.ovs.openflow.codec.OpenFlowCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Messages as they are exchanged over one connection, each a row of docs/openflow-messages.md. */
final class MessageTable {
    private static final Path TABLE = Path.of("../docs/openflow-messages.md");
    private static final Path CORPUS = Path.of("src/test/resources/fuzz/real-messages.txt");
    private static final int MAX_TEXT = 600;
    private static final int MAX_BYTES_SHOWN = 400;

    private final List<String> rows = new ArrayList<>();
    private final Set<Class<?>> seen = new LinkedHashSet<>();
    private final List<Captured> captured = new ArrayList<>();
    private final RawClient client;

    MessageTable(RawClient client) {
        this.client = client;
    }

    /** Sends and takes the answers up to one of this kind, which is returned. */
    <M extends OfMessage> M exchange(Class<M> answer, OfMessage message) {
        Captured sent = client.send(message);
        return row(sent, read(answer), answer);
    }

    /** A request that Open vSwitch refuses by this error. */
    void refused(String error, OfMessage message) {
        assertThat(exchange(OfError.class, message).name()).as("%s", message).isEqualTo(error);
    }

    /** Sends what has no answer: the next barrier's reply must be the only one. */
    void accepted(OfMessage message) {
        Captured sent = client.send(message);
        client.send(new OfMessage.BarrierRequest());
        List<Captured> answers = read(OfMessage.BarrierReply.class);
        assertThat(answers).as("%s", message).noneMatch(a -> a.frame().message() instanceof OfError);
        row(sent, answers, OfMessage.BarrierReply.class);
    }

    /** What comes because something else happened. */
    <M extends OfMessage> M observed(String cause, Class<M> kind) {
        List<Captured> answers = read(kind);
        rows.add("| (%s) | | %s |".formatted(cause, text(0, taken(answers))));
        return kind.cast(answers.getLast().frame().message());
    }

    /** A row of another connection. */
    <M extends OfMessage> M row(Captured sent, List<Captured> answers, Class<M> kind) {
        seen(sent);
        OfMessage message = sent.frame().message();
        String text = text(sent.frame().xid(), taken(answers)).replace("unasked: BarrierReply", "then BarrierReply");
        // A continuation is known to one process only.
        String hex = message instanceof PacketIn2.Resume ? "…" : sent.hex();
        rows.add("| %s | `%s` | %s |".formatted(name(message.getClass()), cut(hex, MAX_BYTES_SHOWN), text));
        return kind.cast(answers.getLast().frame().message());
    }

    /** Up to the last part of an answer of this kind. */
    private List<Captured> read(Class<? extends OfMessage> kind) {
        List<Captured> out = client.readUntil(kind);
        while (out.getLast().frame().message() instanceof MultipartReply reply && reply.more()) {
            out.addAll(client.readUntil(kind));
        }
        return out;
    }

    /** The message waited for, and what came before it except for port states, which come when they like. */
    private List<Captured> taken(List<Captured> answers) {
        captured.addAll(answers);
        answers.forEach(this::seen);
        return answers.stream()
                .filter(a -> a == answers.getLast() || !(a.frame().message() instanceof PortStatus))
                .toList();
    }

    private void seen(Captured message) {
        seen.add(message.frame().message().getClass());
    }

    private static String text(int xid, List<Captured> answers) {
        return answers.stream()
                .map(a -> "`%s%s`"
                        .formatted(
                                a.frame().xid() == xid ? "" : "unasked: ",
                                cut(Shown.of(a.frame().message()), MAX_TEXT)))
                .distinct()
                .collect(Collectors.joining("<br>"));
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) + "…" : text;
    }

    private static String name(Class<?> type) {
        return type.getName()
                .substring(type.getPackageName().length() + 1)
                .replace("OfMessage$", "")
                .replace('$', '.');
    }

    /** Each type of message must have been sent or received, and what was received must be encoded as it came. */
    void requireAll() {
        Set<String> missing = new TreeSet<>();
        types(OfMessage.class).stream().filter(t -> !seen.contains(t)).forEach(t -> missing.add(name(t)));
        assertThat(missing).as("message types that the table does not show").isEmpty();
        captured.stream()
                .filter(m -> m.frame().version() == OfMessage.Hello.OPENFLOW_15)
                .forEach(MessageTable::encodesAsItCame);
    }

    private static List<Class<?>> types(Class<?> type) {
        List<Class<?>> out = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                out.addAll(types(permitted));
            } else {
                out.add(permitted);
            }
        }
        return out;
    }

    private static void encodesAsItCame(Captured message) {
        ByteBuf bytes = Unpooled.buffer();
        OpenFlowCodec.encode(message.frame().xid(), message.frame().message(), bytes);
        assertThat(ByteBufUtil.hexDump(bytes))
                .as("%s", message.frame().message())
                .isEqualTo(message.hex());
    }

    /** With the file, which {@code -Dgolden.update=true} writes anew with the messages that the fuzz test starts from. */
    void compare() throws IOException {
        String table = """
                # OpenFlow messages

                Each type of message that Heddle knows, as exchanged with a real Open vSwitch 3.1 over OpenFlow 1.5: the bytes
                sent and the switch's answers as decoded, in order. A message without an answer of its own is followed by a
                barrier. Rows in parentheses were caused from outside. The last rows are messages that this version of Open
                vSwitch does not have over OpenFlow 1.5, with its refusals. Written by MessageTableTest; what differs from run
                to run is shown as `…`.

                | message | bytes sent | answer |
                |---|---|---|
                """ + String.join("\n", rows) + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(CORPUS.getParent());
            Files.writeString(TABLE, table);
            Files.write(
                    CORPUS,
                    captured.stream()
                            .flatMap(MessageTable::forFuzzing)
                            .distinct()
                            .toList());
        }
        assertThat(table.lines()).containsExactlyElementsOf(Files.readAllLines(TABLE));
    }

    /** As it came; of the features of all tables those of the first. */
    private static Stream<String> forFuzzing(Captured message) {
        if (!(message.frame().message() instanceof MultipartReply.TableFeatureList list)) {
            return Stream.of(message.hex());
        }
        TableFeatures first = list.entries().getFirst();
        ByteBuf bytes = Unpooled.buffer();
        OpenFlowCodec.encode(1, new MultipartReply.TableFeatureList(false, List.of(first)), bytes);
        return first.table() == 0 ? Stream.of(ByteBufUtil.hexDump(bytes)) : Stream.empty();
    }
}
