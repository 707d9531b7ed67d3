package dev.heddle.cli.verb;

import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.InputFiles;
import dev.heddle.cli.output.OutcomeText;
import dev.heddle.cli.output.ProblemText;
import dev.heddle.model.manifest.AllocationReader;
import dev.heddle.placement.allocation.Allocator;
import dev.heddle.placement.allocation.Outcome;
import dev.heddle.placement.allocation.OutcomeJson;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "solve",
        headerHeading = "Example: heddle solve -f examples/allocation.yaml%n%n",
        description = "Share networks among classes of traffic in the best way.",
        footer = "%nNeeds no controller. Exit 0: solved; 8: the networks do not carry everything.")
final class SolveCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE|-",
            required = true,
            description = "An Allocation in YAML or JSON; - is standard input.")
    @SuppressWarnings("NullAway.Init")
    private String file;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FormOption form;

    @Override
    public Integer call() {
        InputFiles inputs = InputFiles.read(List.of(file), System.in);
        AllocationReader.Result read = AllocationReader.read(inputs.single());
        if (read.allocation().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.print(ProblemText.of(read.problems(), inputs.texts()));
            err.flush();
            return Exit.BAD_INPUT.code();
        }
        Outcome outcome = Allocator.solve(read.allocation().get());
        PrintWriter out = spec.commandLine().getOut();
        if (form.json()) {
            out.println(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(OutcomeJson.of(outcome)));
        } else {
            out.print(OutcomeText.of(outcome));
        }
        out.flush();
        return (outcome instanceof Outcome.Optimal ? Exit.OK : Exit.NO_PLACE).code();
    }
}
