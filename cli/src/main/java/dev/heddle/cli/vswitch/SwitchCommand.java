package dev.heddle.cli.vswitch;

import dev.heddle.cli.Subcommands;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** One switch on its own. */
@Command(
        name = "switch",
        headerHeading = "Example: heddle switch create vswitch1 --port eth0 --port eth1:20%n"
                + "         heddle switch add-flow vswitch1 'arp,arp_op=2,actions=NORMAL'%n%n",
        synopsisSubcommandLabel = "COMMAND",
        description = "One Open vSwitch on its own, without a controller. What is not made here is not removed here.")
public final class SwitchCommand {
    private SwitchCommand() {}

    /** The command with those of its own that the words after {@code switch} may need. */
    public static CommandLine line(List<String> words) {
        CommandLine line = new CommandLine(new SwitchCommand());
        new Subcommands()
                .with("create", CreateCommand::new)
                .with("delete", DeleteCommand::new)
                .with("add-flow", AddFlowCommand::new)
                .with("add-flows", AddFlowsCommand::new)
                .with("del-flows", DelFlowsCommand::new)
                .with("list-flows", ListFlowsCommand::new)
                .with("add-group", AddGroupCommand::new)
                .with("del-group", DelGroupCommand::new)
                .with("list-groups", ListGroupsCommand::new)
                .with("add-meter", AddMeterCommand::new)
                .with("del-meter", DelMeterCommand::new)
                .with("list-meters", ListMetersCommand::new)
                .with("add-vserver", AddVserverCommand::new)
                .with("delete-vserver", DeleteVserverCommand::new)
                .with("list-vservers", ListVserversCommand::new)
                .addTo(line, words);
        return line;
    }
}
