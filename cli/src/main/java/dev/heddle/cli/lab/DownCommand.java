package dev.heddle.cli.lab;

import dev.heddle.cli.DefaultServer;
import dev.heddle.lab.LabBuilder;
import picocli.CommandLine.Command;

@Command(
        name = "down",
        headerHeading = "Example: heddle lab down%n%n",
        description = "Remove all that the lab of this directory made, also after a crash.")
final class DownCommand extends LabAction {
    @Override
    int act() {
        var state = files().load();
        new LabBuilder(directory(), launcher(), this::say).down();
        state.ifPresent(lab -> DefaultServer.forget(lab.server()));
        return OK;
    }
}
