package dev.heddle.flow.text;

/**
 * The parts of a list as ovs-ofctl splits it: {@code KEY}, {@code KEY=VALUE}, {@code KEY:VALUE} or {@code KEY(VALUE)},
 * separated by commas and blanks. Parentheses in a value keep it together. {@code KEY(VALUE)->TARGET} is one part, whose
 * value is {@code VALUE)->TARGET}.
 */
public final class Pairs {
    private static final long SEPARATORS = Scanner.set(", \t\r\n");
    private static final long KEY_ENDS = SEPARATORS | Scanner.set(":=(");
    private static final long VALUE_STOPS = SEPARATORS | Scanner.set("(");
    private static final long PARENTHESES = Scanner.set("()");

    private final Scanner in;
    private int keyStart;
    private int valueStart;
    private int valueEnd;
    private String key = "";
    private char delimiter;

    public Pairs(Scanner in) {
        this.in = in;
    }

    /** Moves to the next part; false at the end. */
    public boolean next() {
        in.skip(SEPARATORS);
        if (in.atEnd()) {
            return false;
        }
        keyStart = in.position();
        in.to(KEY_ENDS);
        key = in.between(keyStart, in.position());
        char c = in.next();
        if (c == '(') {
            delimiter = c;
            valueStart = in.position();
            toClosing();
            valueEnd = in.position();
            in.expect(')');
            if (in.startsWith("->")) {
                toSeparator();
                valueEnd = in.position();
            }
        } else if (c == ':' || c == '=') {
            delimiter = c;
            valueStart = in.position();
            toSeparator();
            valueEnd = in.position();
        } else {
            delimiter = Scanner.END;
            valueStart = valueEnd = keyStart + key.length();
        }
        return true;
    }

    private void toSeparator() {
        in.to(VALUE_STOPS);
        while (in.take('(')) {
            toClosing();
            in.expect(')');
            in.to(VALUE_STOPS);
        }
    }

    /** To before the parenthesis that closes the one just passed. */
    private void toClosing() {
        int open = in.position() - 1;
        in.to(PARENTHESES);
        for (int level = 1; true; in.to(PARENTHESES)) {
            if (in.atEnd()) {
                throw in.error("the parenthesis is not closed", open);
            }
            level += in.peek() == '(' ? 1 : -1;
            if (level == 0) {
                return;
            }
            in.next();
        }
    }

    public String key() {
        return key;
    }

    /** Where the key begins, in the whole text. */
    public int position() {
        return keyStart;
    }

    /** The key alone. */
    public Scanner keyScanner() {
        return in.part(keyStart, keyStart + key.length());
    }

    /** {@code '='}, {@code ':'} or {@code '('}, or {@link Scanner#END} where there is no value. */
    public char delimiter() {
        return delimiter;
    }

    public boolean hasValue() {
        return delimiter != Scanner.END;
    }

    /** The value alone; empty where there is none. */
    public Scanner value() {
        return in.part(valueStart, valueEnd);
    }

    /** The value's text. */
    public String valueText() {
        return in.between(valueStart, valueEnd);
    }

    /** At the key. */
    public TextException error(String message) {
        return in.error(message, keyStart);
    }
}
