package dev.heddle.cli.lab;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cut",
        headerHeading = "Example: heddle lab cut h3 --underlay%n%n",
        description = "Drop all packets of a host silently, both ways.")
final class CutCommand extends LabAction {
    @Parameters(index = "0", paramLabel = "HOST")
    @SuppressWarnings("NullAway.Init")
    private String host;

    @Option(names = "--control", description = "Only its connections with the controller.")
    private boolean control;

    @Option(names = "--underlay", description = "Only its tunnels.")
    private boolean underlay;

    @Override
    int act() {
        lab().cut(host, control, underlay);
        return OK;
    }
}
