package dev.heddle.ovs.openflow.lines;

import java.util.List;
import java.util.SplittableRandom;

/** Lines near to real ones: characters and pieces changed, cut, doubled, and parts of one line in another. */
final class TextMutations {
    private static final int MOST_STEPS = 3;
    private static final int MOST_REPEATS = 40;
    private static final String CHARACTERS = ",=:/()[]{}.+-> \"'%#\\0129afx_\t\u00e9\u0000";
    private static final List<String> PIECES = List.of(
            "0",
            "-1",
            "0x",
            "0xffffffffffffffff",
            "18446744073709551616",
            "99999999999999999999",
            "65536",
            "[0..31]",
            "[..]",
            "[5..2]",
            "->",
            "()",
            "((",
            "))",
            ",,",
            "=",
            "==",
            "/",
            "//",
            "::",
            ":::::::::",
            "ff:ff:ff:ff:ff:ff",
            "1.2.3.4",
            "1.2.3.4/33",
            "fe80::/129",
            "*",
            "ANY",
            "actions=",
            "clone(",
            "ct(",
            "learn(",
            "exec(",
            "nat(",
            "note:0",
            "\"p1\"",
            "\"p1",
            "in_port=",
            "reg0",
            "NXM_NX_REG0[]",
            "tun_metadata0",
            "bucket=",
            "fields(",
            "bands=");

    private final List<String> corpus;
    private final SplittableRandom random;

    TextMutations(List<String> corpus, SplittableRandom random) {
        this.corpus = corpus;
        this.random = random;
    }

    String next() {
        StringBuilder text = new StringBuilder(pick(corpus));
        for (int steps = 1 + random.nextInt(MOST_STEPS); steps > 0; steps--) {
            mutate(text);
        }
        return text.toString();
    }

    private void mutate(StringBuilder text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(8));
        switch (random.nextInt(6)) {
            case 0 -> text.replace(from, to, String.valueOf(CHARACTERS.charAt(random.nextInt(CHARACTERS.length()))));
            case 1 -> text.delete(from, to);
            case 2 -> text.insert(from, text.substring(from, to).repeat(random.nextInt(MOST_REPEATS)));
            case 3 -> text.insert(from, pick(PIECES));
            case 4 -> text.replace(from, to, pick(PIECES));
            default -> {
                String other = pick(corpus);
                int cut = random.nextInt(other.length() + 1);
                text.replace(from, text.length(), other.substring(cut));
            }
        }
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
