package dev.heddle.cli.lab;

import dev.heddle.lab.os.ProgramImage;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "exec",
        headerHeading = "Example: heddle lab exec team-a/train-0 -- ping -c 3 10.9.0.3%n%n",
        description = "Run a command in the workload of a port; its streams and exit status are the command's own.")
final class ExecCommand extends LabAction {
    @Parameters(index = "0", paramLabel = "TENANT/PORT")
    @SuppressWarnings("NullAway.Init")
    private String port;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "CMD")
    private List<String> command = List.of();

    @Override
    int act() {
        throw ProgramImage.replace(lab().workloadCommand(port, command));
    }
}
