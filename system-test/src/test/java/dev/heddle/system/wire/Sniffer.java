package dev.heddle.system.wire;

import dev.heddle.system.wire.RawSocket.Received;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * Hears at many places at once which marked frames come there, wherever in a frame the mark lies: also inside a tunnel,
 * behind a tag, in an answer that carries its question's data.
 */
public final class Sniffer implements AutoCloseable {
    /** Bytes of a mark: four that this sniffer's frames share, and the frame's number. */
    public static final int MARK_BYTES = 6;

    private final int magic;
    private final Map<Integer, Set<String>> heard = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> unmarked = new ConcurrentHashMap<>();
    private final List<Thread> listeners = new ArrayList<>();
    private volatile boolean closed;

    /** @param random makes the marks of this sniffer's frames unlike all others */
    public Sniffer(Random random) {
        this.magic = random.nextInt();
    }

    /** What a frame of that number, below 65,536, has to hold somewhere. */
    public byte[] mark(int number) {
        return ByteBuffer.allocate(MARK_BYTES)
                .putInt(magic)
                .putShort((short) number)
                .array();
    }

    /**
     * Listens from now on, on one link or, where {@code link} is empty, on all of a namespace.
     *
     * @param counts which frames count as heard there
     */
    public void listen(String place, String namespace, String link, Predicate<Received> counts) {
        hear(place, namespace, link, counts, number -> {
            boolean _ = heard.computeIfAbsent(number, _ -> new ConcurrentSkipListSet<>())
                    .add(place);
        });
    }

    /** As {@link #listen}, for the frames without a mark only. */
    public void listenToUnmarked(String place, String namespace, String link, Predicate<Received> counts) {
        hear(place, namespace, link, counts, _ -> {});
    }

    private void hear(String place, String namespace, String link, Predicate<Received> counts, IntConsumer marked) {
        RawSocket socket = RawSocket.open(namespace, link);
        AtomicLong others = unmarked.computeIfAbsent(place, _ -> new AtomicLong());
        listeners.add(Thread.ofPlatform().daemon().name("hear-" + place).start(() -> {
            try (socket) {
                while (!closed) {
                    Optional<Received> next = socket.receive();
                    if (next.isPresent() && counts.test(next.get())) {
                        note(number(next.get().frame()), marked, others);
                    }
                }
            }
        }));
    }

    /** The places where that frame has been heard. */
    public Set<String> heard(int number) {
        return new TreeSet<>(heard.getOrDefault(number, Set.of()));
    }

    /** How many frames without a mark counted as heard at that place. */
    public long unmarked(String place) {
        return unmarked.getOrDefault(place, new AtomicLong()).get();
    }

    @Override
    public void close() {
        closed = true;
        for (Thread listener : listeners) {
            try {
                listener.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void note(int number, IntConsumer marked, AtomicLong others) {
        if (number < 0) {
            long _ = others.incrementAndGet();
        } else {
            marked.accept(number);
        }
    }

    private int number(byte[] frame) {
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        for (int at = 0; at + MARK_BYTES <= frame.length; at++) {
            if (bytes.getInt(at) == magic) {
                return Short.toUnsignedInt(bytes.getShort(at + 4));
            }
        }
        return -1;
    }
}
