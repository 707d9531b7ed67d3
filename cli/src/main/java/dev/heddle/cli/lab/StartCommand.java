package dev.heddle.cli.lab;

import dev.heddle.lab.Lab;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "start",
        headerHeading = "Example: heddle lab start controller%n%n",
        description = "Start what was stopped or died; returns when it is ready.")
final class StartCommand extends LabAction {
    @Parameters(index = "0", paramLabel = "WHAT", description = "controller, HOST, HOST/vswitchd or HOST/ovsdb.")
    @SuppressWarnings("NullAway.Init")
    private String what;

    @Override
    int act() {
        Lab lab = lab();
        lab.start(lab.target(what));
        return OK;
    }
}
