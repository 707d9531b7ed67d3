package dev.heddle.cli.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A whole file of text, or standard input. */
public final class TextFile {
    private TextFile() {}

    /**
     * @param name {@code -} for standard input
     * @throws CommandException bad input, where it cannot be read or is not UTF-8
     */
    public static String read(String name) {
        try {
            byte[] bytes = name.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
            return decode(name, bytes);
        } catch (NoSuchFileException e) {
            throw new CommandException(Exit.BAD_INPUT, name + ": no such file");
        } catch (IOException e) {
            throw new CommandException(Exit.BAD_INPUT, name + ": cannot be read: " + e.getMessage());
        }
    }

    private static String decode(String name, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            int line = 1;
            int column = 1;
            for (int i = 0; i < in.position(); i++) {
                column = bytes[i] == '\n' ? 1 : column + 1;
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new CommandException(
                    Exit.BAD_INPUT,
                    name + ":" + line + ":" + column + ": found bytes that are no UTF-8, expected UTF-8");
        }
    }
}
