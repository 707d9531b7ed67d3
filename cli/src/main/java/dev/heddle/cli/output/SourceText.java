package dev.heddle.cli.output;

import dev.heddle.flow.text.TextException;

/** Errors in texts, told with their place and the line they are about. */
public final class SourceText {
    private static final int LONGEST_SHOWN = 400;

    private SourceText() {}

    /**
     * {@code flows.txt:3:9: there is no field "arp_opp"}, then the line with a caret.
     *
     * @param source the file, or the argument
     * @param number of the line, from 1
     */
    public static String error(String source, int number, String line, TextException e) {
        String what = String.valueOf(e.getMessage());
        String place = "column " + e.column() + ": ";
        String message = what.startsWith(place) ? what.substring(place.length()) : what;
        String told = source + ":" + number + ":" + e.column() + ": " + message;
        if (line.length() > LONGEST_SHOWN || line.isEmpty()) {
            return told;
        }
        String shown = "  " + number + " | ";
        int before = shown.length() + Math.min(e.column(), line.length() + 1) - 1;
        return told + "\n" + shown + line + "\n" + " ".repeat(before) + "^";
    }
}
