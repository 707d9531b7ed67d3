package dev.heddle.cli.lab;

import dev.heddle.lab.os.LabException;
import dev.heddle.lab.workload.Agent;
import picocli.CommandLine.Command;

@Command(
        name = "agent",
        hidden = true,
        headerHeading = "Example: heddle lab agent%n%n",
        description = "Give ports their workloads until the lab is gone; lab up starts it.")
final class AgentCommand extends LabAction {
    @Override
    int act() {
        try {
            new Agent(files(), lab().state()).run();
            return OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException(LabException.Reason.FAILED, "interrupted");
        }
    }
}
