package dev.heddle.flow.text;

/** Names that stand in quotes where they hold more than letters and digits; the escapes are JSON's. */
final class QuotedText {
    private QuotedText() {}

    /** Reads all of {@code in}: a quote, a name and a quote. */
    static String read(Scanner in) {
        in.expect('"');
        StringBuilder out = new StringBuilder();
        while (in.peek() != '"') {
            if (in.atEnd()) {
                throw in.error("the quote is not closed");
            }
            char c = in.next();
            out.append(c == '\\' ? escape(in) : c);
        }
        in.expect('"');
        in.requireEnd();
        return out.toString();
    }

    private static char escape(Scanner in) {
        char c = in.next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Scanner.digit(in.next(), 16);
                    if (digit < 0) {
                        throw in.error("\\u takes four hexadecimal digits");
                    }
                    code = code << 4 | digit;
                }
                yield (char) code;
            }
            default -> throw in.error("no escape \\" + c);
        };
    }

    /** The name, in quotes where ovs-ofctl puts it so. */
    static void printName(String name, StringBuilder out) {
        if (plain(name)) {
            out.append(name);
            return;
        }
        out.append('"');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean plain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
