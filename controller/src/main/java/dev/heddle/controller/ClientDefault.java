package dev.heddle.controller;

import dev.heddle.controller.http.ListenAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The file that tells the command line which controller to speak to when it is not told otherwise: one line {@code server:
 * URL} in {@code heddle/config.yaml}.
 */
public final class ClientDefault {
    /** What the line begins with. */
    public static final String KEY = "server: ";

    private ClientDefault() {}

    /** {@code $XDG_CONFIG_HOME/heddle/config.yaml}, by default in {@code $HOME/.config}. */
    public static Path file(Map<String, String> environment) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path base = config.isEmpty() ? Path.of(environment.getOrDefault("HOME", "."), ".config") : Path.of(config);
        return base.resolve("heddle").resolve("config.yaml");
    }

    /** Names the address that is easiest to reach from this machine: loopback, then a unix socket, then any. */
    static void write(Path file, List<ListenAddress> addresses) throws IOException {
        ListenAddress easiest = addresses.stream()
                .min(Comparator.comparingInt(ClientDefault::effort))
                .orElseThrow();
        write(file, url(easiest));
    }

    /** Names this server, atomically. */
    public static void write(Path file, String server) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Path fresh = file.resolveSibling("config.yaml.new");
        Files.writeString(fresh, KEY + server + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int effort(ListenAddress address) {
        return switch (address) {
            case ListenAddress.Tcp tcp -> tcp.local() ? 0 : 2;
            case ListenAddress.Unix ignored -> 1;
        };
    }

    private static String url(ListenAddress address) {
        return switch (address) {
            case ListenAddress.Tcp tcp -> (tcp.local() ? "http://" : "https://") + tcp;
            case ListenAddress.Unix unix -> "unix:" + unix.path().toAbsolutePath();
        };
    }
}
