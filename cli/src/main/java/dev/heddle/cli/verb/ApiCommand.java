package dev.heddle.cli.verb;

import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Reply;
import dev.heddle.cli.client.ServerAddress;
import dev.heddle.cli.client.Token;
import dev.heddle.cli.output.ProblemText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;

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

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the token (HEDDLE_TOKEN_FILE).")
    private @Nullable String tokenFile;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    @Override
    public final Integer call() {
        return act(client()).code();
    }

    abstract Exit act(ApiClient client);

    private ApiClient client() {
        String file = tokenFile != null ? tokenFile : System.getenv("HEDDLE_TOKEN_FILE");
        return new ApiClient(ServerAddress.resolve(server, System.getenv()), file == null ? null : token(file));
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
