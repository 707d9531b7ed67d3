package dev.heddle.cli.simulate;

import dev.heddle.cli.client.CommandException;
import dev.heddle.cli.client.Exit;
import dev.heddle.cli.client.TextFile;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Domains.Place;
import dev.heddle.placement.policy.Policies;
import dev.heddle.placement.policy.Policy;
import dev.heddle.placement.replay.Explaining;
import dev.heddle.placement.replay.NameOrder;
import dev.heddle.placement.replay.Replay;
import dev.heddle.placement.replay.Result;
import dev.heddle.placement.replay.Run;
import dev.heddle.placement.replay.Schedule;
import dev.heddle.placement.replay.SummaryJson;
import dev.heddle.placement.replay.Unit;
import dev.heddle.placement.replay.Window;
import dev.heddle.placement.replay.input.InputException;
import dev.heddle.placement.replay.input.Job;
import dev.heddle.placement.replay.input.JobLog;
import dev.heddle.placement.replay.input.TopologyFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "simulate",
        headerHeading =
                "Example: heddle simulate --topology topo.csv --jobs philly.csv --load 0.83 --from 2017-10-02 --days 7"
                        + " -o out%n%n",
        description = "Replay a log of jobs against a topology: what would a policy give?",
        footer = "%nNeeds no controller. Writes placements.csv, summary.json and plots.")
public final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 36_500;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--topology",
            required = true,
            paramLabel = "FILE|-",
            description = "Hosts and their switches: CSV with the columns ip, DSW, PSW, ASW.")
    @SuppressWarnings("NullAway.Init")
    private String topology;

    @Option(
            names = "--jobs",
            required = true,
            paramLabel = "FILE|-",
            description = "CSV with the columns timestamp, duration, num_gpus, or the output of"
                    + " sacct -P -o JobID,Submit,ElapsedRaw,NNodes,AllocTRES.")
    @SuppressWarnings("NullAway.Init")
    private String jobs;

    @Option(
            names = "--policy",
            defaultValue = "heddle",
            paramLabel = "POLICY",
            description =
                    "heddle (default), or one of these, re-implemented: first-fit, least-free, kueue-bestfit, slurm-tree.")
    @SuppressWarnings("NullAway.Init")
    private String policy;

    @Option(
            names = "--load",
            required = true,
            paramLabel = "SHARE",
            description =
                    "Share of the capacity that the jobs would hold if none waited; submit times are scaled to it.")
    private double load;

    @Option(
            names = "--unit",
            defaultValue = "host",
            paramLabel = "host|gpu",
            description = "What a GPU of the log stands for: a host (default), or a GPU of hosts with 8.")
    @SuppressWarnings("NullAway.Init")
    private Unit unit;

    @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day, as 2017-10-02.")
    @SuppressWarnings("NullAway.Init")
    private LocalDate from;

    @Option(names = "--days", required = true, paramLabel = "N", description = "How many days of the log.")
    private int days;

    @Option(
            names = "--warmup",
            defaultValue = "0",
            paramLabel = "N",
            description = "Days before DATE that are replayed first and count in no figure (0).")
    private int warmup;

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "N",
            description = "Draws the order of racks and hosts that are equal to the policy; 0 (default): by name.")
    private long seed;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "How long a gang may wait for a better place (the policy's own).")
    private @Nullable Double patience;

    @Option(
            names = "--explain",
            paramLabel = "JOB",
            description =
                    "Say why this job (its line, or Slurm's JobID) waits, who holds what it lacks, and what would admit it.")
    private @Nullable String explain;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Where to write; made if it is not there.")
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Override
    public Integer call() {
        check();
        try {
            List<Place> places = TopologyFile.read(topology, TextFile.read(topology));
            List<Job> log = JobLog.read(jobs, TextFile.read(jobs));
            Domains domains = Domains.of(TopologyFile.LEVELS, places, NameOrder.of(seed));
            replay(domains, schedule(log, domains.hosts()));
            return Exit.OK.code();
        } catch (InputException e) {
            throw new CommandException(Exit.BAD_INPUT, e.getMessage());
        }
    }

    private void check() {
        require(load > 0 && load <= 1_000, "--load", load, "a share above 0");
        require(days >= 1 && days <= MOST_DAYS, "--days", days, "1 to " + MOST_DAYS);
        require(warmup >= 0 && warmup <= MOST_DAYS, "--warmup", warmup, "0 to " + MOST_DAYS);
        require(from.getYear() >= 1970 && from.getYear() < 10_000, "--from", from, "a day since 1970");
        require(patience == null || (patience >= 0 && patience <= 1e9), "--patience", patience, "seconds from 0");
        require(Policies.NAMES.contains(policy), "--policy", policy, "one of " + String.join(", ", Policies.NAMES));
        require(!topology.equals("-") || !jobs.equals("-"), "--jobs", "-", "a file, as --topology is standard input");
    }

    private static void require(boolean holds, String option, @Nullable Object found, String expected) {
        if (!holds) {
            throw new CommandException(Exit.BAD_INPUT, option + ": found " + found + ", expected " + expected);
        }
    }

    private Schedule schedule(List<Job> log, int hosts) {
        try {
            return Schedule.of(log, new Window(from, days, warmup, load), unit, hosts);
        } catch (IllegalArgumentException e) {
            throw new CommandException(Exit.BAD_INPUT, jobs + ": " + e.getMessage());
        }
    }

    private void replay(Domains domains, Schedule schedule) {
        OptionalDouble asked = patience == null ? OptionalDouble.empty() : OptionalDouble.of(patience);
        Policy fresh = Policies.of(policy, asked);
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        ProgressBar bar = ProgressBar.to(err, schedule.submissions().size());
        Optional<Explaining> explaining = explaining(schedule);
        Result result = Replay.run(domains, schedule, fresh, System::nanoTime, view -> {
            explaining.ifPresent(each -> each.instant(view));
            bar.show(view.done());
        });
        bar.end();
        result.runs().stream()
                .filter(run -> !run.started())
                .map(Run::submission)
                .forEach(job -> err.println("%s:%d: job %s can never start: it is %d workers, there are %d hosts"
                        .formatted(
                                jobs,
                                job.job().line(),
                                job.job().id(),
                                job.gang().size(),
                                domains.hosts())));
        ObjectNode summary = SummaryJson.of(result, policy, asked, seed);
        ReplayFiles.write(directory, result, summary, policy);
        out.print(SummaryText.of(summary));
        explaining.ifPresent(each -> each.lines().forEach(out::println));
        out.flush();
    }

    private Optional<Explaining> explaining(Schedule schedule) {
        if (explain == null) {
            return Optional.empty();
        }
        Optional<Explaining> found = schedule.submissions().stream()
                .filter(job -> job.job().id().equals(explain))
                .findFirst()
                .map(Explaining::new);
        require(found.isPresent(), "--explain", explain, "a job that is replayed");
        return found;
    }
}
