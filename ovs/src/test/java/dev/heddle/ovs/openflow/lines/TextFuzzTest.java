package dev.heddle.ovs.openflow.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.TextException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lines, mutated from a seed, are read or refused with a place in them, within bounded time and memory. */
class TextFuzzTest {
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Heap that one character may cost: a clause of a learn action is the dearest. */
    private static final int MAX_HEAP_PER_CHARACTER = 1_000;

    private static final int MAX_HEAP = 200_000;
    private static final int NESTED = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<Corpus> CORPORA = List.of(
            corpus(text -> FlowText.readFlow(text, Side.NAMES), "", "match", "action"),
            corpus(text -> FlowText.readChange(text, Side.NAMES), "", "match", "action"),
            corpus(text -> FlowText.readMatch(text, Side.NAMES), "[, ]*actions?=.*", "match", "action"),
            corpus(text -> FlowText.readInstructions(text, Side.NAMES), ".*?actions?=", "match", "action"),
            corpus(text -> FlowText.readGroup(text, Side.NAMES), "", "group"),
            corpus(FlowText::readMeter, "", "meter"));

    /** Lines and what reads them. */
    private record Corpus(List<String> lines, Consumer<String> reader) {}

    private static Corpus corpus(Consumer<String> reader, String without, String... kinds) {
        return new Corpus(
                Stream.of(kinds)
                        .flatMap(kind -> Stream.of(kind + "-accepted", kind + "-refused"))
                        .flatMap(file -> Line.read(file).stream())
                        .map(line -> line.text().replaceFirst(without, ""))
                        .toList(),
                reader);
    }

    @Test
    void mutatedLinesAreReadOrRefused() {
        fuzz(200_000, Long.getLong("heddle.seed", 1));
    }

    @Test
    @Tag("soak")
    void manyMutatedLinesAreReadOrRefused() {
        fuzz(10_000_000, 2);
    }

    @Test
    void deepNestingIsRefused() {
        for (String opening : List.of("clone(", "write_actions(", "ct(exec(", "learn(", "ct(commit,nat(")) {
            String line =
                    "actions=" + opening.repeat(NESTED) + ")".repeat(NESTED * opening.split("\\(", -1).length - NESTED);
            assertThatThrownBy(() -> FlowText.readFlow(line, Side.NAMES)).isInstanceOf(TextException.class);
        }
    }

    private static void fuzz(int inputs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TextMutations> mutations = CORPORA.stream()
                .map(corpus -> new TextMutations(corpus.lines(), random))
                .toList();
        int read = 0;
        for (int i = 0; i < inputs; i++) {
            int kind = i % CORPORA.size();
            String input = mutations.get(kind).next();
            Consumer<String> reader = CORPORA.get(kind).reader();
            try {
                read += check(input, reader) ? 1 : 0;
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed %d, input %d: %s".formatted(seed, i, input), e);
            }
        }
        assertThat(read).as("inputs that are right").isBetween(inputs / 20, inputs / 2);
    }

    /** Whether the input is right. It may be dear once, when it is the first to need a class. */
    private static boolean check(String input, Consumer<String> reader) {
        boolean right = false;
        boolean dear = true;
        for (int tries = 0; dear && tries < 2; tries++) {
            long heap = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            right = reads(input, reader);
            dear = System.nanoTime() - start > MAX_NANOS
                    || THREADS.getCurrentThreadAllocatedBytes() - heap
                            > MAX_HEAP + (long) MAX_HEAP_PER_CHARACTER * input.length();
        }
        assertThat(dear).as("takes too long or too much memory").isFalse();
        return right;
    }

    private static boolean reads(String input, Consumer<String> reader) {
        try {
            reader.accept(input);
            return true;
        } catch (TextException e) {
            assertThat(e.column()).isBetween(1, input.length() + 1);
            return false;
        }
    }
}
