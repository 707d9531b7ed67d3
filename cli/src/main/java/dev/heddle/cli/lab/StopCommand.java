package dev.heddle.cli.lab;

import dev.heddle.lab.Lab;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        headerHeading = "Example: heddle lab stop h2/vswitchd%n%n",
        description = "End the controller, or the switch of a host; returns when it has ended.")
final class StopCommand extends LabAction {
    @Parameters(index = "0", paramLabel = "WHAT", description = "controller, HOST, HOST/vswitchd or HOST/ovsdb.")
    @SuppressWarnings("NullAway.Init")
    private String what;

    @Option(names = "--kill", description = "With SIGKILL instead of SIGTERM.")
    private boolean kill;

    @Override
    int act() {
        Lab lab = lab();
        lab.stop(lab.target(what), kill);
        return OK;
    }
}
