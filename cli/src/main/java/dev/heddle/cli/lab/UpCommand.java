package dev.heddle.cli.lab;

import dev.heddle.cli.DefaultServer;
import dev.heddle.lab.Lab;
import dev.heddle.lab.LabBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        headerHeading = "Example: heddle lab up --hosts 3 --uplinks 2%n%n",
        description = "Make hosts h1, h2, … with a controller; returns when all are connected.")
final class UpCommand extends LabAction {
    @Option(names = "--hosts", paramLabel = "N", defaultValue = "3", description = "How many hosts (${DEFAULT-VALUE}).")
    private int hosts;

    @Option(
            names = "--uplinks",
            paramLabel = "N",
            defaultValue = "1",
            description = "Uplinks of each host, one underlay each (${DEFAULT-VALUE}).")
    private int uplinks;

    @Override
    int act() {
        Lab lab = new LabBuilder(directory(), launcher(), this::say).up(hosts, uplinks);
        DefaultServer.write(lab.state().server());
        say("up: " + hosts + " hosts, server " + lab.state().server());
        return OK;
    }
}
