package dev.heddle.ovs.openflow.lines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a file of lines.
 *
 * @param where file and number, for messages
 */
record Line(String where, String text) {
    private static final Path DIRECTORY = Path.of("src/test/resources/lines");

    /** The lines of {@code NAME.txt}, without empty ones and those that begin with {@code #}; none where there is no such file. */
    static List<Line> read(String name) {
        Path file = DIRECTORY.resolve(name + ".txt");
        List<Line> out = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    String text = lines.get(i).strip();
                    if (!text.isEmpty() && !text.startsWith("#")) {
                        out.add(new Line(name + ":" + (i + 1), text));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out;
    }

    /** The same line with something before it. */
    Line prefixed(String prefix) {
        return new Line(where, prefix + text);
    }

    @Override
    public String toString() {
        return where + " `" + text + "`";
    }
}
