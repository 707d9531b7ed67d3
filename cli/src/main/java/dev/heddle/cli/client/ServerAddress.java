package dev.heddle.cli.client;

import dev.heddle.cli.DefaultServer;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the controller is, and who said so: flag, then {@code HEDDLE_SERVER}, then the configuration file, then the
 * controller's own default.
 *
 * @param text {@code http://HOST:PORT}, {@code https://HOST:PORT} or {@code unix:PATH}
 * @param origin for messages
 */
public record ServerAddress(String text, String origin) {
    private static final String UNIX = "unix:";

    /** @throws CommandException where the winning text is no address */
    public static ServerAddress resolve(@Nullable String flag, Map<String, String> environment) {
        ServerAddress address = choose(flag, environment);
        address.check();
        return address;
    }

    private static ServerAddress choose(@Nullable String flag, Map<String, String> environment) {
        if (flag != null) {
            return new ServerAddress(flag, "--server");
        }
        String variable = environment.get("HEDDLE_SERVER");
        if (variable != null && !variable.isEmpty()) {
            return new ServerAddress(variable, "HEDDLE_SERVER");
        }
        Optional<String> file = DefaultServer.read();
        return file.map(s -> new ServerAddress(s, DefaultServer.file().toString()))
                .orElseGet(() -> new ServerAddress("http://127.0.0.1:7640", "the default"));
    }

    private void check() {
        if (isUnix()) {
            return;
        }
        try {
            URI uri = URI.create(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null) {
                return;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Told below, with the others.
        }
        throw new CommandException(
                Exit.BAD_INPUT,
                "server \"%s\" (from %s): expected http://HOST:PORT, https://HOST:PORT or unix:PATH"
                        .formatted(text, origin));
    }

    public boolean isUnix() {
        return text.startsWith(UNIX);
    }

    public String path() {
        return text.substring(UNIX.length());
    }

    public boolean isTls() {
        return text.startsWith("https:");
    }

    /** The Host header's value. */
    public String authority() {
        return isUnix() ? "localhost" : URI.create(text).getAuthority();
    }

    public String host() {
        return URI.create(text).getHost();
    }

    public int port() {
        int port = URI.create(text).getPort();
        return port > 0 ? port : isTls() ? 443 : 80;
    }
}
