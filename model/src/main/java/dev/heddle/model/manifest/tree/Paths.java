package dev.heddle.model.manifest.tree;

import dev.heddle.model.text.Quote;

/** Paths of fields in a document, as messages name them. */
public final class Paths {
    /** The longest key of a label. */
    private static final int LONGEST_PLAIN = 317;

    private Paths() {}

    /** Of a field in a mapping: {@code spec.mtu}; unusual keys are quoted: {@code spec["a b"]}. */
    public static String field(String path, String key) {
        if (!isPlain(key)) {
            return path + "[" + Quote.of(key) + "]";
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Of an item of a list: {@code spec.subnets[0]}. */
    public static String item(String path, int index) {
        return path + "[" + index + "]";
    }

    private static boolean isPlain(String key) {
        if (key.isEmpty() || key.length() > LONGEST_PLAIN) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) <= ' ' || Quote.isControl(key.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
