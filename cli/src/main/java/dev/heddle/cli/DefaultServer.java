package dev.heddle.cli;

import dev.heddle.controller.ClientDefault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server that commands speak to where neither {@code --server} nor {@code HEDDLE_SERVER} names one: one line
 * {@code server: URL} in {@code $XDG_CONFIG_HOME/heddle/config.yaml}, by default in {@code ~/.config}.
 */
public final class DefaultServer {
    private DefaultServer() {}

    /** The file. */
    public static Path file() {
        return ClientDefault.file(System.getenv());
    }

    /** What the file names, if it is there and names one. */
    public static Optional<String> read() {
        try {
            return Files.readString(file(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(ClientDefault.KEY))
                    .map(line -> line.substring(ClientDefault.KEY.length()).strip())
                    .findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** Makes that server the default. A file that cannot be written costs the default only, and is told. */
    public static void write(String server) {
        Path file = file();
        try {
            ClientDefault.write(file, server);
        } catch (IOException e) {
            System.err.println("cannot write the default server to " + file + ": " + e.getMessage());
        }
    }

    /** Names no default any more, if it still is that server. */
    public static void forget(String server) {
        if (read().equals(Optional.of(server))) {
            try {
                Files.deleteIfExists(file());
            } catch (IOException e) {
                System.err.println("cannot remove " + file() + ": " + e.getMessage());
            }
        }
    }
}
