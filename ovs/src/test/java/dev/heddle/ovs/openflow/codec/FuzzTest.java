package dev.heddle.ovs.openflow.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.heddle.ovs.openflow.Frame;
import dev.heddle.ovs.openflow.MalformedMessage;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.lines.LineMessages;
import dev.heddle.ovs.openflow.session.OpenFlowSession;
import dev.heddle.ovs.openflow.session.SessionLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Captured real messages and those of lines, mutated from a seed, are decoded or refused by name, within bounded time and memory. An input that
 * fails is added to {@code fuzz/found.txt}, which is replayed ever after.
 */
class FuzzTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz/real-messages.txt");
    private static final Path FOUND = Path.of("src/test/resources/fuzz/found.txt");
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Heap that one byte of input may cost; a raw action of 8 bytes is the dearest. */
    private static final int MAX_HEAP_PER_BYTE = 100;

    private static final int MAX_HEAP = 200_000;

    private static final ByteBuf HANDSHAKE = handshake();

    private static ByteBuf handshake() {
        ByteBuf out = Unpooled.buffer();
        OpenFlowCodec.encode(1, new OfMessage.Hello(6, 1 << 6), out);
        OpenFlowCodec.encode(2, new OfMessage.FeaturesReply(1, 0, 254, 0, 0), out);
        return out;
    }

    @Test
    void inputsThatOnceFailedDoNot() throws IOException {
        for (String line : Files.readAllLines(FOUND)) {
            if (!line.startsWith("#")) {
                check(ByteBufUtil.decodeHexDump(line));
            }
        }
    }

    @Test
    void realMessagesAreDecoded() throws IOException {
        for (byte[] message : corpus()) {
            assertThat(OpenFlowCodec.decode(Unpooled.wrappedBuffer(message))).isNotNull();
            check(message);
        }
    }

    @Test
    void mutatedMessagesAreDecodedOrRefused() throws IOException {
        fuzz(200_000, 1);
    }

    @Test
    @Tag("soak")
    void manyMutatedMessagesAreDecodedOrRefused() throws IOException {
        fuzz(10_000_000, 2);
    }

    private static void fuzz(int inputs, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> corpus = corpus();
        Mutations mutations = new Mutations(corpus, random);
        for (int i = 0; i < inputs; i++) {
            byte[] input = mutations.next();
            try {
                check(input);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                String hex = ByteBufUtil.hexDump(input);
                Files.writeString(FOUND, hex + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                throw new AssertionError("seed %d, input %d: %s".formatted(seed, i, hex), e);
            }
        }
    }

    /** What a real switch said, and the messages of lines. */
    private static List<byte[]> corpus() throws IOException {
        List<byte[]> out = new ArrayList<>();
        for (String line : Files.readAllLines(CORPUS)) {
            out.add(ByteBufUtil.decodeHexDump(line));
        }
        for (OfMessage message : LineMessages.accepted()) {
            ByteBuf bytes = Unpooled.buffer();
            OpenFlowCodec.encode(1, message, bytes);
            out.add(ByteBufUtil.getBytes(bytes));
        }
        return out;
    }

    /** An input may be dear once, when it is the first to need a class. */
    private static void check(byte[] input) {
        boolean dear = true;
        for (int tries = 0; dear && tries < 2; tries++) {
            dear = isDear(input);
        }
        if (dear) {
            throw new AssertionError("takes too long or too much memory");
        }
    }

    private static boolean isDear(byte[] input) {
        long heap = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        decode(Unpooled.wrappedBuffer(input));
        session(input);
        return System.nanoTime() - start > MAX_NANOS
                || THREADS.getCurrentThreadAllocatedBytes() - heap > MAX_HEAP + (long) MAX_HEAP_PER_BYTE * input.length;
    }

    private static void decode(ByteBuf input) {
        try {
            for (Frame frame = OpenFlowCodec.decode(input); frame != null; frame = OpenFlowCodec.decode(input)) {
                OpenFlowCodec.encode(frame.xid(), frame.message(), Unpooled.buffer(input.capacity()));
            }
        } catch (MalformedMessage e) {
            assertThat(e.raw().length()).isPositive();
        }
    }

    private static void session(byte[] input) {
        OpenFlowSession session = new OpenFlowSession(SessionLimits.DEFAULT, ByteBufAllocator.DEFAULT);
        session.start(0);
        session.receive(HANDSHAKE.duplicate(), 0);
        int cut = input.length / 3;
        session.receive(Unpooled.wrappedBuffer(Arrays.copyOf(input, cut)), 1);
        session.receive(Unpooled.wrappedBuffer(Arrays.copyOfRange(input, cut, input.length)), 2);
        session.takeEvents();
        session.takeOutput().release();
    }
}
