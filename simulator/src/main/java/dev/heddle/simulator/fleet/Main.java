package dev.heddle.simulator.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code heddle simulate-fleet}. Exit codes: 1 the run failed; 2 bad options. */
public final class Main {
    static {
        // Before the first logger is made: logback looks at it once.
        System.setProperty("logback.configurationFile", "dev/heddle/simulator/fleet/logback.xml");
    }

    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private Main() {}

    public static void main(String[] words) throws InterruptedException {
        List<String> arguments = Arrays.asList(words);
        if (arguments.contains("-h") || arguments.contains("--help")) {
            System.out.print(FleetOptions.HELP);
            return;
        }
        try {
            FleetOptions options = FleetOptions.parse(arguments);
            Path home = Path.of(System.getProperty("heddle.home", "."));
            Figures figures = new Run(options, line -> System.err.println(line + " …")).measure(home);
            System.out.print(options.json() ? figures.json() + "\n" : figures.text());
        } catch (FleetOptions.Invalid e) {
            end(BAD_INPUT, e);
        } catch (IOException e) {
            end(FAILED, e);
        }
    }

    private static void end(int status, Exception why) {
        System.err.println("heddle simulate-fleet: " + why.getMessage());
        System.exit(status);
    }
}
