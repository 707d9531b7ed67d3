package dev.heddle.model.text;

/** A piece of input as messages show it: short, on one line, harmless to a terminal. */
public final class Quote {
    private static final int LONGEST = 60;

    private Quote() {}

    /** In double quotes. */
    public static String of(String text) {
        return '"' + bare(text) + '"';
    }

    /** Without quotes around it. */
    public static String bare(String text) {
        StringBuilder out = new StringBuilder();
        shorten(text).codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (isControl(c)) {
                out.append("\\u%04x".formatted(c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
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

    private static String shorten(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }
}
