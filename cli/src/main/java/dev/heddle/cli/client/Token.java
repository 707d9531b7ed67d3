package dev.heddle.cli.client;

import java.util.List;

/** The token in a token file: of the first line that holds one, as {@code heddle serve --token-file} takes it. */
public final class Token {
    private Token() {}

    /**
     * @param file its name, for messages
     * @param content lines {@code TOKEN}, {@code NAME TOKEN} or {@code NAME TOKEN read}; {@code #} begins a comment
     */
    public static String of(String file, String content) {
        List<String> lines = content.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (lines.isEmpty()) {
            throw new CommandException(Exit.BAD_INPUT, file + ": holds no token");
        }
        String[] words = lines.getFirst().split("\\s+");
        return words.length == 1 ? words[0] : words[1];
    }
}
