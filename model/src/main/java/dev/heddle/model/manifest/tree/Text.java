package dev.heddle.model.manifest.tree;

/** How pieces of input are shown in messages: short and on one line. */
public final class Text {
    private static final int LONGEST = 60;

    private Text() {}

    /** In double quotes, cut, with characters escaped that would disturb a terminal. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        shorten(text).codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (isControl(c)) {
                out.append("\\u%04x".formatted(c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }

    /** At most 60 characters of it. */
    public static String shorten(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }

    /** Whether the character is none to be shown: C0, C1, line separators, surrogates without a partner, directions. */
    public static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** The path of a field in a mapping: {@code spec.mtu}; unusual keys are quoted: {@code spec["a b"]}. */
    public static String field(String path, String key) {
        boolean plain =
                !key.isEmpty() && key.length() <= 320 && key.codePoints().allMatch(c -> c > ' ' && !isControl(c));
        if (!plain) {
            return path + "[" + quote(key) + "]";
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The path of an item of a list: {@code spec.subnets[0]}. */
    public static String item(String path, int index) {
        return path + "[" + index + "]";
    }
}
