package dev.heddle.controller;

import dev.heddle.controller.state.JournalRefused;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code heddle serve}: runs the controller until it is told to stop. Logs one JSON object a line to standard error. Exit
 * codes: 1 cannot start, or the disk failed; 2 bad options; 9 our bug.
 */
public final class Main {
    static {
        // Before the first logger is made: logback looks at it once.
        System.setProperty("logback.configurationFile", "dev/heddle/controller/logback.xml");
    }

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int CANNOT = 1;
    private static final int BAD_INPUT = 2;
    private static final int BUG = 9;

    private Main() {}

    public static void main(String[] words) throws InterruptedException {
        List<String> arguments = Arrays.asList(words);
        if (arguments.contains("-h") || arguments.contains("--help")) {
            System.out.print(ServeOptions.HELP);
            return;
        }
        try {
            serve(ServeOptions.parse(arguments));
        } catch (ServeOptions.Invalid | IllegalArgumentException e) {
            end(BAD_INPUT, e);
        } catch (JournalRefused | IOException e) {
            end(CANNOT, e);
        } catch (RuntimeException e) {
            LOG.error("the controller cannot start", e);
            end(BUG, e);
        }
    }

    private static void end(int status, Exception why) {
        System.err.println("heddle serve: " + why.getMessage());
        System.exit(status);
    }

    private static void serve(ServeOptions options) throws IOException, InterruptedException, JournalRefused {
        LogBridge.install();
        App app = new App(options, version(), InstantSource.system(), Main::die);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("heddle-stop").unstarted(() -> {
                    app.close();
                    stopped.countDown();
                }));
        nameDefault(app);
        LOG.info("serving on {}", app.addresses());
        stopped.await();
    }

    private static void nameDefault(App app) {
        try {
            ClientDefault.write(ClientDefault.file(System.getenv()), app.addresses());
        } catch (IOException e) {
            LOG.warn("the command line will not find this controller by itself: {}", e.getMessage());
        }
    }

    /** The outcome of a write is unknown, or our own state is broken: nothing may be answered any more. */
    private static void die(Throwable cause) {
        boolean disk = cause instanceof SQLException || cause instanceof IOException;
        try {
            LOG.error(
                    disk
                            ? "the disk failed under the journal, the controller ends; nothing acknowledged is lost"
                            : "the controller's own state is broken, it ends rather than guess",
                    cause);
        } finally {
            Runtime.getRuntime().halt(disk ? CANNOT : BUG);
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
