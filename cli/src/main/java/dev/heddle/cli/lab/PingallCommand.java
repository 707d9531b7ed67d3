package dev.heddle.cli.lab;

import dev.heddle.cli.output.Form;
import dev.heddle.lab.Lab;
import dev.heddle.lab.reach.Matrix;
import dev.heddle.lab.reach.Oracle;
import dev.heddle.lab.reach.Reachability;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "pingall",
        headerHeading = "Example: heddle lab pingall%n%n",
        description = "Ping every address from every workload, and compare with what is declared; 1 on a difference.")
final class PingallCommand extends LabAction {
    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "TABLE", description = "table or json.")
    private Form format = Form.TABLE;

    @Override
    int act() {
        Lab lab = lab();
        Oracle oracle = Oracle.of(lab.api().list("slices"), lab.api().list("ports"));
        List<Reachability.Outcome> outcomes =
                Reachability.measure(lab, oracle, (int) ProcessHandle.current().pid() | 0x4000_0000);
        Matrix.Report report = Matrix.report(outcomes);
        switch (format) {
            case TABLE -> {
                print(Matrix.table(oracle.endpoints(), outcomes));
                print("%d probes, %d reached, %d differ from what is declared%n"
                        .formatted(report.probes(), report.reachable(), report.differences()));
            }
            case JSON -> print(StatusCommand.json(report));
        }
        Matrix.differences(outcomes).forEach(this::say);
        return report.same() ? OK : NO;
    }
}
