package dev.heddle.controller.store;

import dev.heddle.controller.state.JournalRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * The file {@code head}: where the journal ended when it last acknowledged something. Written and synced after the
 * database's commit and before the acknowledgement, so a database that ends earlier has lost something.
 *
 * <p>Two slots of one 4,096-byte block each are written in turn, in place: one synced write an acknowledgement, no
 * directory change, no room needed on a full disk. What a slot says lies in its first 96 bytes, inside one disk sector,
 * so a write is seen whole or not at all; a slot that does not match its digest is therefore damage. Layout, big endian:
 * magic (8), digest of all the rest of the slot (32), counter (8), term (8), seq (8), hash (32), zeros.
 */
final class Head implements AutoCloseable {
    static final String NAME = "head";
    static final int SLOT_BYTES = 4096;
    private static final int SLOTS = 2;
    private static final byte[] MAGIC = "HEDDLEHD".getBytes(StandardCharsets.US_ASCII);
    private static final int CONTENT_AT = MAGIC.length + Chain.HASH_BYTES;

    /** The newest record that may have been acknowledged, and the term in which it was written. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Mark(long term, long seq, byte[] hash) {
        @Override
        public String toString() {
            return "record " + seq + " (" + HexFormat.of().formatHex(hash, 0, 6) + "…) in term " + term;
        }
    }

    private record Slot(long counter, Mark mark) {}

    private final FileChannel channel;
    private long counter;

    private Head(FileChannel channel, long counter) {
        this.channel = channel;
        this.counter = counter;
    }

    /** What the file says; empty where there is no file. */
    static Optional<Mark> read(Path file) throws JournalRefused, IOException {
        return Files.exists(file)
                ? Optional.of(newest(Files.readAllBytes(file), file).mark())
                : Optional.empty();
    }

    /** Opens the file for writing; makes it, saying {@code mark}, where it is missing. */
    static Head open(Path file, Mark mark) throws JournalRefused, IOException {
        if (!Files.exists(file)) {
            create(file, mark);
        }
        long counter = newest(Files.readAllBytes(file), file).counter();
        return new Head(FileChannel.open(file, StandardOpenOption.WRITE), counter);
    }

    /** Returns once durable. */
    void write(Mark mark) throws IOException {
        counter++;
        ByteBuffer slot = encode(new Slot(counter, mark));
        long position = counter % SLOTS * SLOT_BYTES;
        while (slot.hasRemaining()) {
            channel.write(slot, position + slot.position());
        }
        channel.force(false);
    }

    private static void create(Path file, Mark mark) throws IOException {
        Path fresh = file.resolveSibling(NAME + ".new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (long slot = 0; slot < SLOTS; slot++) {
                out.write(encode(new Slot(slot, mark)));
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        DataDirectory.sync(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    private static Slot newest(byte[] content, Path file) throws JournalRefused {
        if (content.length != SLOTS * SLOT_BYTES) {
            throw new JournalRefused(
                    file + " is damaged: " + content.length + " bytes, expected " + SLOTS * SLOT_BYTES);
        }
        Slot first = decode(content, 0, file);
        Slot second = decode(content, 1, file);
        if (Math.abs(first.counter() - second.counter()) != 1) {
            throw new JournalRefused(file + " is damaged: its slots do not follow each other");
        }
        return first.counter() > second.counter() ? first : second;
    }

    private static ByteBuffer encode(Slot slot) {
        ByteBuffer out = ByteBuffer.allocate(SLOT_BYTES);
        out.put(CONTENT_AT, content(slot));
        out.put(0, MAGIC);
        out.put(MAGIC.length, Chain.digest(Arrays.copyOfRange(out.array(), CONTENT_AT, SLOT_BYTES)));
        return out;
    }

    private static byte[] content(Slot slot) {
        return ByteBuffer.allocate(3 * Long.BYTES + Chain.HASH_BYTES)
                .putLong(slot.counter())
                .putLong(slot.mark().term())
                .putLong(slot.mark().seq())
                .put(slot.mark().hash())
                .array();
    }

    private static Slot decode(byte[] file, int index, Path name) throws JournalRefused {
        ByteBuffer in = ByteBuffer.wrap(file, index * SLOT_BYTES, SLOT_BYTES).slice();
        in.position(CONTENT_AT);
        long counter = in.getLong();
        Mark mark = new Mark(in.getLong(), in.getLong(), new byte[Chain.HASH_BYTES]);
        in.get(mark.hash());
        Slot slot = new Slot(counter, mark);
        if (counter % SLOTS != index || !encode(slot).equals(in.rewind())) {
            throw new JournalRefused(name + " is damaged in slot " + index);
        }
        return slot;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
