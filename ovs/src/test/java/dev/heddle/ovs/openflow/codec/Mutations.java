package dev.heddle.ovs.openflow.codec;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Inputs near to real ones: flipped bits, cuts, edited lengths, parts of one message in another. */
final class Mutations {
    private static final int MOST_STEPS = 4;
    private static final int[] INTERESTING = {0, 1, 4, 7, 8, 9, 16, 0x7fff, 0x8000, 0xfff8, 0xffff};

    private final List<byte[]> corpus;
    private final SplittableRandom random;

    Mutations(List<byte[]> corpus, SplittableRandom random) {
        this.corpus = corpus;
        this.random = random;
    }

    byte[] next() {
        byte[] input = pick().clone();
        for (int steps = 1 + random.nextInt(MOST_STEPS); steps > 0; steps--) {
            input = mutate(input);
        }
        return input.length >= 8 && random.nextInt(4) != 0 ? withTrueLength(input) : input;
    }

    private byte[] pick() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] mutate(byte[] input) {
        if (input.length < 2) {
            return pick().clone();
        }
        int at = random.nextInt(input.length);
        return switch (random.nextInt(5)) {
            case 0 -> {
                input[at] ^= (byte) (1 << random.nextInt(8));
                yield input;
            }
            case 1 -> Arrays.copyOf(input, at);
            case 2 -> put16(input, at, INTERESTING[random.nextInt(INTERESTING.length)]);
            case 3 -> put16(input, at, random.nextInt(input.length + 16));
            default -> splice(input, at, pick());
        };
    }

    private static byte[] put16(byte[] input, int at, int value) {
        int even = Math.min(at & ~1, input.length - 2);
        input[even] = (byte) (value >>> 8);
        input[even + 1] = (byte) value;
        return input;
    }

    private byte[] splice(byte[] input, int at, byte[] other) {
        int from = random.nextInt(other.length);
        int length = Math.min(other.length - from, 4096);
        byte[] out = Arrays.copyOf(input, at + length);
        System.arraycopy(other, from, out, at, length);
        return out;
    }

    /** So that the mutation is seen behind the header. */
    private static byte[] withTrueLength(byte[] input) {
        input[2] = (byte) (input.length >>> 8);
        input[3] = (byte) input.length;
        return input;
    }
}
