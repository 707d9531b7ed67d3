package dev.heddle.cli.lab;

import dev.heddle.cli.Subcommands;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The lab: real hosts, networks and faults on one machine. */
@Command(
        name = "lab",
        headerHeading = "Example: heddle lab up --hosts 3%n%n",
        synopsisSubcommandLabel = "COMMAND",
        description = "Hosts as network namespaces with a real Open vSwitch each, on this machine. Needs root.")
public final class LabCommand {

    private LabCommand() {}

    /** The command with those of its own that the words after {@code lab} may need. */
    public static CommandLine line(List<String> words) {
        CommandLine line = new CommandLine(new LabCommand());
        new Subcommands()
                .with("up", UpCommand::new)
                .with("down", DownCommand::new)
                .with("status", StatusCommand::new)
                .with("exec", ExecCommand::new)
                .with("host-exec", HostExecCommand::new)
                .with("stop", StopCommand::new)
                .with("start", StartCommand::new)
                .with("cut", CutCommand::new)
                .with("heal", HealCommand::new)
                .with("pingall", PingallCommand::new)
                .with("agent", AgentCommand::new)
                .addTo(line, words);
        return line;
    }
}
