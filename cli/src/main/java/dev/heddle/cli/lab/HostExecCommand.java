package dev.heddle.cli.lab;

import dev.heddle.lab.os.ProgramImage;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "host-exec",
        headerHeading = "Example: heddle lab host-exec h1 -- ovs-vsctl show%n%n",
        description = "Run a command in a host, where ovs-vsctl, ovs-ofctl and ovs-appctl speak to its own switch.")
final class HostExecCommand extends LabAction {
    @Parameters(index = "0", paramLabel = "HOST")
    @SuppressWarnings("NullAway.Init")
    private String host;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "CMD")
    private List<String> command = List.of();

    @Override
    int act() {
        throw ProgramImage.replace(lab().hostCommand(host, command));
    }
}
