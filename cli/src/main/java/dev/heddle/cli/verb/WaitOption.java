package dev.heddle.cli.verb;

import dev.heddle.cli.client.ApiClient;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.Query;
import dev.heddle.cli.client.Spans;
import dev.heddle.cli.lab.LabWorkloads;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --wait[=60s]}: until connected hosts hold the write, and in the lab until its workloads can use it. */
final class WaitOption {
    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "60s",
            paramLabel = "TIME",
            description = "Return once connected hosts hold it (up to 60s).")
    private @Nullable String wait;

    boolean asked() {
        return wait != null;
    }

    void addTo(Query query) {
        if (wait != null) {
            Spans.parse("--wait", wait);
            query.with("wait", wait);
        }
    }

    /** Waits for the lab's workloads, where this controller is a lab's and a wait was asked for. */
    Exit workloads(ApiClient client, PrintWriter err) {
        return wait == null ? Exit.OK : LabWorkloads.await(client.address(), Spans.parse("--wait", wait), err);
    }
}
