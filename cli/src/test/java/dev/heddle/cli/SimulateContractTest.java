package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code heddle simulate}: what it writes, what it says, what it refuses. */
final class SimulateContractTest {
    /** Two racks of two hosts; the rows in no order. */
    private static final String TOPOLOGY = "ip,DSW,PSW,ASW\nh3,G,P,S2\nh0,G,P,S1\nh2,G,P,S2\nh1,G,P,S1\n";

    /** 500 host seconds in all, two of them before the day. */
    private static final String JOBS = """
            timestamp,duration,num_gpus,gpu_time,cluster
            2017-10-02 00:00:10,50.0,2,100,x
            2017-10-02 00:00:00,100.0,3,300,x
            2017-10-01 23:59:59,2.0,1,2,x

            2017-10-02 00:00:20,50.0,2,100,x
            """;

    /** 500 host seconds of 4 hosts for a day. */
    private static final String COMMON = "--load 0.0014467592592592592 --from 2017-10-02 --days 1 -o DIR/out";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Shell shell;

    @BeforeEach
    void files() {
        shell = new Shell(directory, null).file("topo.csv", TOPOLOGY).file("jobs.csv", JOBS);
    }

    private String out(String file) throws IOException {
        return Files.readString(directory.resolve("out").resolve(file));
    }

    @Test
    void writesPlacementsSummaryAndPlots() throws IOException {
        shell.check("""
                $ heddle simulate --topology DIR/topo.csv --jobs DIR/jobs.csv --policy first-fit %s
                policy          first-fit
                jobs            3, 3 of them gangs; 0 can never start
                racks           1.000 times the bound, 66.7 %% of the gangs in one rack
                queueing delay  mean 56.7 s, p95 90.0 s, gangs' mean 56.7 s
                completion      mean 123.3 s, p99 140.0 s
                utilisation     0.1 %%, fragmentation …
                decision        p50 … ms, p99 … ms
                """.formatted(COMMON));
        assertThat(out("placements.csv")).isEqualTo("""
                job,submit,start,end,worker,host,gpus
                3,0.000000,0.000000,100.000000,0,h0,
                3,0.000000,0.000000,100.000000,1,h1,
                3,0.000000,0.000000,100.000000,2,h2,
                2,10.000000,100.000000,150.000000,0,h0,
                2,10.000000,100.000000,150.000000,1,h1,
                6,20.000000,100.000000,150.000000,0,h2,
                6,20.000000,100.000000,150.000000,1,h3,
                """);
        JsonNode summary = JsonMapper.shared().readTree(out("summary.json"));
        assertThat(summary.path("racksOverBound").asDouble()).isEqualTo(1);
        assertThat(summary.path("oneRackShare").asDouble()).isEqualTo(0.666667);
        assertThat(summary.path("queueingDelay").path("mean").asDouble()).isEqualTo(56.666667);
        assertThat(summary.path("queueingDelay").path("p95").asDouble()).isEqualTo(90);
        assertThat(summary.path("queueingDelay").path("gangMean").asDouble()).isEqualTo(56.666667);
        assertThat(summary.path("jct").path("mean").asDouble()).isEqualTo(123.333333);
        assertThat(summary.path("jct").path("p99").asDouble()).isEqualTo(140);
        assertThat(summary.path("utilisation").asDouble()).isEqualTo(0.001447);
        assertThat(summary.path("fragmentation").isNumber()).isTrue();
        assertThat(summary.path("decision").path("p50").isNumber()).isTrue();
        assertThat(summary.path("decision").path("p99").isNumber()).isTrue();
        for (String plot : new String[] {"utilisation.svg", "racks.svg", "delay.svg"}) {
            assertThat(out(plot)).startsWith("<svg ").endsWith("</svg>\n");
        }
    }

    @Test
    void warmUpIsReplayedAndCountsInNoFigure() throws IOException {
        Shell.Ran ran = shell.run(
                "simulate --topology DIR/topo.csv --jobs DIR/jobs.csv --policy first-fit --warmup 1 " + COMMON);
        assertThat(ran.exit()).as(ran.err()).isZero();
        // h0 is busy from -1 to 1, so that job 3 starts there; the scale is that of the day alone.
        assertThat(out("placements.csv")).startsWith("""
                job,submit,start,end,worker,host,gpus
                4,-1.000000,-1.000000,1.000000,0,h0,
                3,0.000000,0.000000,100.000000,0,h1,
                3,0.000000,0.000000,100.000000,1,h2,
                3,0.000000,0.000000,100.000000,2,h3,
                2,10.000000,100.000000,150.000000,0,h0,
                """);
        assertThat(ran.out()).contains("jobs            3, 3 of them gangs");
    }

    @Test
    void readsSacctFromStandardInputAndNamesGpus() throws IOException {
        shell.file("sacct.txt", """
                JobID|Submit|ElapsedRaw|NNodes|AllocTRES
                77|2017-10-02T00:00:00|100|2|billing=1,gres/gpu=12,node=2
                77.batch|2017-10-02T00:00:00|100|1|cpu=1
                78|2017-10-02T00:00:00|100|5|gres/gpu=40,node=5
                """);
        Shell.Ran ran = shell.run("simulate --topology DIR/topo.csv --jobs - --policy first-fit --unit gpu"
                + " --load 0.5 --from 2017-10-02 --days 1 -o DIR/out < DIR/sacct.txt");
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err()).isEqualTo("-:4: job 78 can never start: it is 5 workers, there are 4 hosts\n");
        assertThat(out("placements.csv")).isEqualTo("""
                job,submit,start,end,worker,host,gpus
                77,0.000000,0.000000,100.000000,0,h0,0-7
                77,0.000000,0.000000,100.000000,1,h1,0-3
                78,0.000000,,,,,
                """);
    }

    @Test
    void explainsWhyAJobWaits() {
        Shell.Ran ran = shell.run(
                "simulate --topology DIR/topo.csv --jobs DIR/jobs.csv --policy first-fit --explain 2 " + COMMON);
        assertThat(ran.exit()).as(ran.err()).isZero();
        // Of 4 hosts job 3 holds 3 until 100; job 2 wants 2.
        assertThat(ran.out())
                .contains("at 10.000000 s job 2 waits:\n")
                .contains("job 3")
                .endsWith("at 100.000000 s job 2 starts on 2 hosts in 1 rack, 90.000000 s after its submission\n");
        shell.check("""
                $ heddle simulate --topology DIR/topo.csv --jobs DIR/jobs.csv --policy first-fit --explain 9 %s
                ! --explain: found 9, expected a job that is replayed
                ? 2
                """.formatted(COMMON));
    }

    @Test
    void everyFaultOfAFileIsToldAndNothingIsWritten() {
        shell.file("broken.csv", "timestamp,duration\n2017-10-02 00:00:00,1\n")
                .file("lines.csv", "timestamp,duration,num_gpus\n2017-10-02 00:00:00,x,1\n2017-10-02,1,-1\n")
                .check("""
                $ heddle simulate --topology DIR/topo.csv --jobs DIR/broken.csv %1$s
                ! DIR/broken.csv:1:1: num_gpus: there is no such column in the header
                ? 2
                $ heddle simulate --topology DIR/topo.csv --jobs DIR/lines.csv %1$s
                ! DIR/lines.csv:2:21: duration: found "x", expected seconds from 0 to 1000000000
                ! DIR/lines.csv:3:1: timestamp: found "2017-10-02", expected a time as 2017-10-09 07:01:55
                ! DIR/lines.csv:3:14: num_gpus: found "-1", expected a whole number from 1 to 1000000
                ? 2
                $ heddle simulate --topology DIR/jobs.csv --jobs DIR/jobs.csv %1$s
                ! DIR/jobs.csv:1:1: ip: there is no such column in the header
                ! …
                ? 2
                $ heddle simulate --topology DIR/none.csv --jobs DIR/jobs.csv %1$s
                ! DIR/none.csv: no such file
                ? 2
                """.formatted("--policy first-fit " + COMMON));
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        String files = "--topology DIR/topo.csv --jobs DIR/jobs.csv";
        shell.check("""
                $ heddle simulate %1$s --policy best %2$s
                ! --policy: found best, expected one of …first-fit…
                ? 2
                $ heddle simulate %1$s --policy first-fit --load 0 --from 2017-10-02 --days 1 -o DIR/out
                ! --load: found 0.0, expected a share above 0
                ? 2
                $ heddle simulate %1$s --policy first-fit --load 0.5 --from 2017-10-02 --days 0 -o DIR/out
                ! --days: found 0, expected 1 to 36500
                ? 2
                $ heddle simulate %1$s --policy first-fit --load 0.5 --from 2018-01-01 --days 1 -o DIR/out
                ! DIR/jobs.csv: no job was submitted in the 1 days from 2018-01-01 on: the log goes from 2017-10-01 to 2017-10-02
                ? 2
                $ heddle simulate %1$s --policy first-fit --patience -1 %2$s
                ! --patience: found -1.0, expected seconds from 0
                ? 2
                """.formatted(files, COMMON));
        Shell.Ran missing = shell.run("simulate --policy first-fit");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("--topology", "--jobs", "--load", "--from", "--days");
    }
}
