package dev.heddle.cli.lab;

import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.ServerAddress;
import dev.heddle.lab.Lab;
import dev.heddle.lab.LabDirectory;
import dev.heddle.lab.os.LabException;
import dev.heddle.lab.workload.Readiness;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;

/** The lab's part of {@code --wait}: workloads are plugged, have their addresses, and reach their peers. */
public final class LabWorkloads {
    private LabWorkloads() {}

    /** Waits where {@code server} is the controller of the lab of {@code HEDDLE_LAB_DIR} or {@code .lab}; else at once ok. */
    public static Exit await(ServerAddress server, Duration limit, PrintWriter err) {
        Path directory = Path.of(System.getenv().getOrDefault("HEDDLE_LAB_DIR", ".lab"));
        if (new LabDirectory(directory).load().isEmpty()) {
            return Exit.OK;
        }
        try {
            Lab lab = Lab.open(directory, LabAction.launcher());
            if (lab.state().server().equals(server.text())) {
                Readiness.await(lab, limit);
            }
            return Exit.OK;
        } catch (LabException e) {
            err.println(e.getMessage());
            err.flush();
            return e.reason() == LabException.Reason.TIMEOUT ? Exit.TIMEOUT : Exit.NO;
        }
    }
}
