package dev.heddle.cli.lab;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The lab: real hosts, networks and faults on one machine. */
@Command(
        name = "lab",
        header = {"Example: heddle lab up --hosts 3", ""},
        synopsisSubcommandLabel = "COMMAND",
        description = "Hosts as network namespaces with a real Open vSwitch each, on this machine. Needs root.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            ExecCommand.class,
            HostExecCommand.class,
            StopCommand.class,
            StartCommand.class,
            CutCommand.class,
            HealCommand.class,
            PingallCommand.class,
            AgentCommand.class
        })
public final class LabCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;
}
