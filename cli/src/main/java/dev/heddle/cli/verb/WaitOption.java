package dev.heddle.cli.verb;

import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Query;
import dev.heddle.cli.client.Spans;
import dev.heddle.cli.lab.LabWorkloads;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --wait[=60s]}: until connected hosts hold the write, and in the lab until its workloads can use it. */
final class WaitOption {
    private static final String DEFAULT = "60s";

    @Option(
            names = "--wait",
            arity = "0..1",
            preprocessor = OnlyATime.class,
            paramLabel = "TIME",
            description = "Return once connected hosts hold it (up to " + DEFAULT + ").")
    private @Nullable String wait;

    /** Takes the word after {@code --wait} only where it begins as a time does: it may be a name. */
    static final class OnlyATime implements IParameterPreprocessor {
        @Override
        @SuppressWarnings("JdkObsolete") // picocli's choice
        public boolean preprocess(
                Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> information) {
            boolean attached = "=".equals(information.get("separator"));
            if (!attached && (words.isEmpty() || !words.peek().matches("[0-9]+[a-z]+"))) {
                words.push(DEFAULT);
            }
            return false;
        }
    }

    /** How long to wait; zero where it was not asked for. */
    Duration time() {
        return wait == null ? Duration.ZERO : Spans.parse("--wait", wait);
    }

    void addTo(Query query) {
        if (wait != null) {
            query.with("wait", wait);
        }
    }

    /** Waits for the lab's workloads, where this controller is a lab's and a wait was asked for. */
    Exit workloads(ApiClient client, PrintWriter err) {
        return wait == null ? Exit.OK : LabWorkloads.await(client.address(), time(), err);
    }
}
