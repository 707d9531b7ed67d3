package dev.heddle.flow.text;

import dev.heddle.flow.Bits;

/**
 * A cursor over a part of one text. It never moves beyond its part; its errors name the column in the whole text. Not
 * thread-safe.
 */
public final class Scanner {
    /** What {@link #peek()} gives at the end. */
    public static final char END = '\0';

    private static final String BLANKS = " \t\r\n";

    private final String text;
    private final int end;
    private int at;

    public Scanner(String text) {
        this(text, 0, text.length());
    }

    private Scanner(String text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    /** Another cursor over the characters from {@code start} to before {@code end}, both positions in the whole text. */
    public Scanner part(int start, int end) {
        if (start < 0 || end > this.end || start > end) {
            throw new IndexOutOfBoundsException(start + ".." + end + " of " + this.end);
        }
        return new Scanner(text, start, end);
    }

    /** Another cursor over what is left here; this one does not move. */
    public Scanner copy() {
        return new Scanner(text, at, end);
    }

    /** Where the next character is, in the whole text, from 0. */
    public int position() {
        return at;
    }

    /** Where this part ends. */
    public int end() {
        return end;
    }

    public void moveTo(int position) {
        if (position < 0 || position > end) {
            throw new IndexOutOfBoundsException(position + " of " + end);
        }
        at = position;
    }

    public boolean atEnd() {
        return at >= end;
    }

    /** The next character, or {@link #END}. */
    public char peek() {
        return at < end ? text.charAt(at) : END;
    }

    /** The character {@code ahead} of the next one, or {@link #END}. */
    public char peek(int ahead) {
        return at + ahead < end ? text.charAt(at + ahead) : END;
    }

    /** Takes the next character, or {@link #END}, which is never passed. */
    public char next() {
        return at < end ? text.charAt(at++) : END;
    }

    /** Takes this character where it is next. */
    public boolean take(char c) {
        boolean is = at < end && text.charAt(at) == c;
        at += is ? 1 : 0;
        return is;
    }

    /** Takes these characters where they are next. */
    public boolean take(String word) {
        boolean is = startsWith(word);
        at += is ? word.length() : 0;
        return is;
    }

    public boolean startsWith(String word) {
        return word.length() <= end - at && text.startsWith(word, at);
    }

    public void expect(char c) {
        if (!take(c)) {
            throw error("'" + c + "' is missing");
        }
    }

    public void requireEnd() {
        if (!atEnd()) {
            throw error("\"" + text.substring(at, end) + "\" is too much");
        }
    }

    public void skipBlanks() {
        skip(BLANKS);
    }

    /** Moves over any of these characters. */
    public void skip(String characters) {
        while (at < end && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** Moves over any of these characters; false where nothing is left then. */
    boolean skipTo(String characters) {
        skip(characters);
        return !atEnd();
    }

    /** Characters below 64 as bits, for the methods that look for any of them. */
    static long set(String characters) {
        long set = 0;
        for (int i = 0; i < characters.length(); i++) {
            if (characters.charAt(i) >= Long.SIZE) {
                throw new IllegalArgumentException(characters);
            }
            set |= 1L << characters.charAt(i);
        }
        return set;
    }

    private static boolean has(long set, char c) {
        return c < Long.SIZE && (set >>> c & 1) != 0;
    }

    /** As {@link #skip(String)}, of a {@link #set}. */
    void skip(long set) {
        int i = at;
        while (i < end && has(set, text.charAt(i))) {
            i++;
        }
        at = i;
    }

    /** Moves before the first character of a {@link #set}, or to the end. */
    void to(long set) {
        int i = at;
        while (i < end && !has(set, text.charAt(i))) {
            i++;
        }
        at = i;
    }

    /** Takes all before the first of these characters, or to the end. */
    public String until(String delimiters) {
        int start = at;
        while (at < end && delimiters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Where this string begins next, in the whole text, or -1. */
    public int find(String word) {
        int found = text.indexOf(word, at);
        return found >= 0 && found + word.length() <= end ? found : -1;
    }

    /** Takes all that is left. */
    public String rest() {
        String rest = text.substring(at, end);
        at = end;
        return rest;
    }

    /** The text between two positions. */
    public String between(int start, int stop) {
        return text.substring(start, stop);
    }

    /**
     * Takes an unsigned number of 64 bits as C's strtoull does: decimal, 0x hexadecimal, 0 octal; a minus sign negates modulo
     * 2^64.
     */
    public long number() {
        int start = at;
        boolean negative = take('-');
        if (!negative) {
            take('+');
        }
        int radix = radix();
        long value = 0;
        int digits = 0;
        for (int digit; (digit = digit(peek(), radix)) >= 0; at++, digits++) {
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, radix)) > 0) {
                throw error("the number is too large", start);
            }
            value = value * radix + digit;
        }
        if (digits == 0) {
            at = start;
            throw error("a number is missing");
        }
        return negative ? -value : value;
    }

    private int radix() {
        if (peek() != '0') {
            return 10;
        }
        if ((peek(1) | 0x20) == 'x' && digit(peek(2), 16) >= 0) {
            at += 2;
            return 16;
        }
        return 8;
    }

    /** Takes a number from 0 to {@code max}, which is unsigned. */
    public long number(long max, String what) {
        int start = at;
        long value = number();
        if (Long.compareUnsigned(value, max) > 0) {
            throw error(what + " is larger than " + Long.toUnsignedString(max), start);
        }
        return value;
    }

    /** Takes a number of at most {@code width} bits; hexadecimal ones may have more than 64. */
    public Bits bits(int width, String what) {
        int start = at;
        Bits value;
        if (peek() == '0' && (peek(1) | 0x20) == 'x' && digit(peek(2), 16) >= 0) {
            at += 2;
            value = hex();
        } else {
            value = Bits.of(number());
        }
        if (!value.fits(width)) {
            throw error(what + " takes no more than " + width + " bits", start);
        }
        return value;
    }

    private Bits hex() {
        while (peek() == '0') {
            at++;
        }
        int start = at;
        while (digit(peek(), 16) >= 0) {
            at++;
        }
        int digits = at - start;
        if (digits <= 32) {
            return new Bits(hex(start, at - 16), hex(Math.max(start, at - 16), at));
        }
        byte[] bytes = new byte[(digits + 1) / 2];
        for (int i = 0; i < digits; i++) {
            bytes[bytes.length - 1 - i / 2] |= (byte) (digit(text.charAt(at - 1 - i), 16) << (i % 2 == 0 ? 0 : 4));
        }
        return Bits.of(bytes);
    }

    private long hex(int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << 4 | digit(text.charAt(i), 16);
        }
        return value;
    }

    static int digit(char c, int radix) {
        int value = c >= '0' && c <= '9'
                ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        return value < radix ? value : -1;
    }

    /** At the next character. */
    public TextException error(String message) {
        return error(message, at);
    }

    /** At a position in the whole text. */
    public TextException error(String message, int position) {
        return new TextException(message, position + 1);
    }
}
