package dev.heddle.controller;

import dev.heddle.controller.state.JournalRefused;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code heddle serve}: runs the controller until it is told to stop. Logs one JSON object a line to standard error. */
public final class Main {
    static {
        // Before the first logger is made: logback looks at it once.
        System.setProperty("logback.configurationFile", "dev/heddle/controller/logback.xml");
    }

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
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
        } catch (ServeOptions.Invalid | IllegalArgumentException | JournalRefused | IOException e) {
            System.err.println("heddle serve: " + e.getMessage());
            System.exit(BAD_INPUT);
        }
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
        try {
            LOG.error("the controller ends", cause);
        } finally {
            Runtime.getRuntime().halt(BUG);
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
