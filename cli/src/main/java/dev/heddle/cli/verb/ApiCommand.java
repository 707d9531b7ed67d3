package dev.heddle.cli.verb;

import dev.heddle.cli.client.Address;
import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.client.ServerAddress;
import dev.heddle.cli.client.Spans;
import dev.heddle.cli.client.Token;
import dev.heddle.cli.output.ObjectText;
import dev.heddle.cli.output.ProblemText;
import dev.heddle.cli.output.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What commands that ask the controller have in common. */
abstract class ApiCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "http://H:P, https://H:P or unix:PATH (HEDDLE_SERVER).")
    private @Nullable String server;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long to wait for the answer (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String timeout;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the token (HEDDLE_TOKEN_FILE).")
    private @Nullable String tokenFile;

    @Override
    public final Integer call() {
        return act(client()).code();
    }

    abstract Exit act(ApiClient client);

    private ApiClient client() {
        String file = tokenFile != null ? tokenFile : System.getenv("HEDDLE_TOKEN_FILE");
        ServerAddress address = ServerAddress.resolve(server, System.getenv());
        return new ApiClient(
                address, file == null ? null : token(file), timeout().plus(longer()));
    }

    /** The time of {@code --timeout}. */
    final Duration timeout() {
        return Spans.parse("--timeout", timeout);
    }

    /** How long the controller is asked to hold its answer back. */
    Duration longer() {
        return Duration.ZERO;
    }

    private static String token(String file) {
        try {
            return Token.of(file, Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new CommandException(Exit.BAD_INPUT, file + ": the token cannot be read: " + e.getMessage());
        }
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Tells what could not be read and gives the exit code for it. */
    final Exit told(Objects objects) {
        Exit worst = Exit.OK;
        for (Reply reply : objects.refused()) {
            worst = worst.or(refused(reply, Map.of()));
        }
        for (Address address : objects.missing()) {
            err().println(address.kind().manifestName() + " " + address.name() + ": does not exist in any tenant");
            worst = worst.or(Exit.NOT_FOUND);
        }
        if (objects.found().isEmpty() && worst == Exit.OK) {
            err().println("nothing found");
        }
        err().flush();
        return worst;
    }

    /** Tells what a write did, one line an object, and how far the hosts are; gives the exit code for it. */
    final Exit written(Reply reply, Map<String, String> files) {
        boolean late = reply.exit() == Exit.TIMEOUT;
        if (!reply.isGood() && !late) {
            return refused(reply, files);
        }
        JsonNode json = reply.json();
        json.path("results")
                .forEach(r -> out().println(
                                ObjectText.flatLine(r) + " " + r.path("action").asString("")));
        out().flush();
        JsonNode hosts = json.path("hosts");
        if (late || !hosts.path("away").isEmpty()) {
            err().println((late ? "timeout, the write stands: " : "") + Progress.of(hosts, Instant.now()));
            err().flush();
        }
        return reply.exit();
    }

    /** Tells what the controller refused and gives the exit code for it. */
    final Exit refused(Reply reply, Map<String, String> files) {
        try {
            err().print(ProblemText.of(reply.json(), files));
        } catch (JacksonException e) {
            err().println("the answer with status " + reply.status() + " is no JSON: " + e.getOriginalMessage());
        }
        err().flush();
        return reply.exit();
    }
}
