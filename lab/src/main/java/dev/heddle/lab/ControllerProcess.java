package dev.heddle.lab;

import dev.heddle.lab.os.Api;
import dev.heddle.lab.os.Await;
import dev.heddle.lab.os.LabException;
import dev.heddle.lab.os.MarkedProcesses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** The lab's controller: the product's own {@code serve}, in the root namespace. */
final class ControllerProcess {
    private static final Duration START = Duration.ofSeconds(60);
    private static final String OVSDB_PORT = ":6640";
    private static final String OPENFLOW_PORT = ":6653";
    private static final int LAST_WORDS = 2000;

    private final LabNames names;
    private final LabState state;
    private final LabDirectory directory;
    private final Path launcher;

    ControllerProcess(LabNames names, LabState state, LabDirectory directory, Path launcher) {
        this.names = names;
        this.state = state;
        this.directory = directory;
        this.launcher = launcher;
    }

    /** What hosts dial. */
    static String manager(LabState state) {
        return "tcp:" + state.controllerAddress() + OVSDB_PORT;
    }

    OptionalLong pid() {
        return MarkedProcesses.find(mark());
    }

    /** Starts it unless it runs; returns when it is ready. */
    void start() {
        OptionalLong running = pid();
        // Its own number from here on: while a program takes another's place its environment is empty for a moment.
        long process = running.isPresent() ? running.getAsLong() : launch();
        Api api = new Api(state.server());
        boolean settled = Await.quietly(START, () -> api.ready() || !alive(process));
        if (!settled || !alive(process)) {
            throw new LabException(LabException.Reason.FAILED, "the controller did not become ready:\n" + lastWords());
        }
    }

    private long launch() {
        return MarkedProcesses.start(
                mark(),
                directory.log("controller").toFile(),
                List.of(
                        launcher.toString(),
                        "serve",
                        "--data",
                        directory.data().toString(),
                        "--listen",
                        "127.0.0.1:" + state.apiPort(),
                        "--listen",
                        "unix:" + directory.data().resolve("api.sock"),
                        "--ovsdb-listen",
                        state.controllerAddress() + OVSDB_PORT,
                        "--openflow-listen",
                        state.controllerAddress() + OPENFLOW_PORT));
    }

    private static boolean alive(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    void stop(boolean kill) {
        if (kill) {
            MarkedProcesses.kill(mark());
        } else {
            MarkedProcesses.terminate(mark());
        }
    }

    private String lastWords() {
        Path log = directory.log("controller");
        try {
            String text = Files.readString(log, StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - LAST_WORDS)) + "\n(" + log + ")";
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }

    private String mark() {
        return names.mark("controller");
    }
}
