package dev.heddle.system.readme;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command of a document with the output that it shows.
 *
 * @param line where the command stands in the document, from 1
 * @param command what follows the prompt {@code $ }, with its continuations after {@code > }
 * @param expected lines; {@code …} stands for anything inside a line, a line {@code ...} for any lines
 */
record ConsoleStep(int line, String command, List<String> expected) {
    private static final String OPEN = "```console";
    private static final String CLOSE = "```";
    private static final String PROMPT = "$ ";
    private static final String CONTINUATION = "> ";

    ConsoleStep {
        expected = List.copyOf(expected);
    }

    /** All steps of a document's console blocks, in order. */
    static List<ConsoleStep> parse(List<String> document) {
        List<ConsoleStep> steps = new ArrayList<>();
        boolean inside = false;
        for (int i = 0; i < document.size(); i++) {
            String line = document.get(i);
            if (!inside) {
                inside = line.strip().equals(OPEN);
            } else if (line.strip().equals(CLOSE)) {
                inside = false;
            } else if (line.startsWith(PROMPT)) {
                steps.add(new ConsoleStep(i + 1, line.substring(PROMPT.length()), List.of()));
            } else if (steps.isEmpty()) {
                throw new IllegalArgumentException("line " + (i + 1) + ": output before the first prompt: " + line);
            } else {
                steps.add(steps.removeLast().with(line));
            }
        }
        return steps;
    }

    private ConsoleStep with(String next) {
        if (next.startsWith(CONTINUATION) && expected.isEmpty()) {
            return new ConsoleStep(line, command + "\n" + next.substring(CONTINUATION.length()), expected);
        }
        List<String> more = new ArrayList<>(expected);
        more.add(next);
        return new ConsoleStep(line, command, more);
    }

    /** Whether a command that printed this did what the document shows. Columns may be wider or narrower. */
    boolean shows(String output) {
        StringBuilder pattern = new StringBuilder();
        for (String text : expected) {
            pattern.append(text.strip().equals("...") ? "(?:[^\\n]*\\n)*?" : line(text));
        }
        return Pattern.matches(pattern.toString(), normal(output));
    }

    private static String line(String text) {
        StringBuilder pattern = new StringBuilder();
        for (String part : columns(text).split("…", -1)) {
            pattern.append(pattern.isEmpty() ? "" : "[^\\n]*").append(Pattern.quote(part));
        }
        return pattern.append("\\n").toString();
    }

    private static String normal(String output) {
        StringBuilder lines = new StringBuilder();
        output.lines().forEach(line -> lines.append(columns(line)).append('\n'));
        return lines.toString();
    }

    private static String columns(String line) {
        return line.stripTrailing().replaceAll("(?<=\\S) {2,}", "  ");
    }
}
