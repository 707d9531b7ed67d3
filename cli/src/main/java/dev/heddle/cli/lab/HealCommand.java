package dev.heddle.cli.lab;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "heal",
        headerHeading = "Example: heddle lab heal h3 --underlay%n%n",
        description = "Let packets of a host pass again.")
final class HealCommand extends LabAction {
    @Parameters(index = "0", paramLabel = "HOST")
    @SuppressWarnings("NullAway.Init")
    private String host;

    @Option(names = "--control", description = "Only its connections with the controller.")
    private boolean control;

    @Option(names = "--underlay", description = "Only its tunnels.")
    private boolean underlay;

    @Override
    int act() {
        lab().heal(host, control, underlay);
        return OK;
    }
}
