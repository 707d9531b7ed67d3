package dev.heddle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** wait, and what --wait tells, as the API contract tells them; one host is a real Open vSwitch, another is away. */
final class WaitContractTest {
    @TempDir
    private static Path directory;

    private static DummyOvs ovs;
    private static Serving serving;
    private static Shell shell;

    @BeforeAll
    static void serve() throws IOException {
        ovs = DummyOvs.start("sys-h1");
        serving = Serving.start(directory);
        shell = new Shell(directory, serving.server())
                .file("h1.yaml", Manifests.host("h1", 1, "ovsdb: unix:" + ovs.databaseSocket()))
                .file("h9.yaml", Manifests.host("h9", 9, ""));
        shell.check("""
                $ heddle apply -f DIR/h1.yaml -f DIR/h9.yaml
                host.h1 created
                host.h9 created
                $ heddle wait host/h1 --for=connected --timeout 30s
                host.h1 connected=True
                """);
    }

    @AfterAll
    static void stop() {
        serving.close();
        ovs.close();
    }

    @Test
    void applyWaitsForConnectedHostsAndTellsWhichAreAway() {
        shell.file("a.yaml", Manifests.all("a")).check("""
                $ heddle apply -f DIR/a.yaml --wait
                port.a/w1 created
                …
                tenant.a created
                ! 1/2 hosts; h9 away …s
                $ heddle delete -f DIR/a.yaml --wait=30s
                port.a/w1 deleted
                …
                tenant.a deleted
                ! 1/2 hosts; h9 away …s
                """);
    }

    @Test
    void aHostThatDoesNotAcknowledgeIsATimeoutAndTheWriteStands() throws Exception {
        long vswitchd = ProcessHandle.current()
                .children()
                .filter(p -> p.info().command().orElse("").endsWith("ovs-vswitchd"))
                .findFirst()
                .orElseThrow()
                .pid();
        // What is seen of w0 is seen together with w1, which is there before it.
        ovs.addPort("br-int", "w1", 2, "late/w1");
        ovs.addPort("br-int", "w0", 1, "late/w0");
        shell.file("late.yaml", Manifests.all("late"))
                .file(
                        "early.yaml",
                        String.join(
                                "---\n",
                                Manifests.port("late", "w0", "job: a"),
                                Manifests.slice("late"),
                                Manifests.network("late"),
                                Manifests.tenant("late")))
                .check("""
                        $ heddle apply -f DIR/early.yaml
                        …
                        $ heddle wait port/late/w0 --for=Bound --timeout 30s
                        port.late/w0 Bound=True
                        """);
        Serving.signal(vswitchd, "STOP");
        try {
            shell.check("""
                    $ heddle apply -f DIR/late.yaml --wait=300ms
                    port.late/w1 created
                    …
                    ! timeout, the write stands: 0/2 hosts; h1 is being programmed …s; h9 away …s
                    ? 7
                    $ heddle get port/late/w0 -o name
                    port.late/w0
                    $ heddle delete port/late/w0 --wait=300ms
                    port.late/w0 deleted
                    ! timeout, the write stands: 0/2 hosts; h1 is being programmed …s; h9 away …s
                    ? 7
                    """);
        } finally {
            Serving.signal(vswitchd, "CONT");
        }
        shell.check("""
                $ heddle apply -f DIR/late.yaml --wait
                …
                ! 1/2 hosts; h9 away …s
                """);
    }

    @Test
    void aControllerThatIsNotOursIsToldAndStays() {
        String foreign = "tcp:127.0.0.1:1";
        ovs.vsctl(
                "--id=@c",
                "create",
                "Controller",
                "target=\"" + foreign + "\"",
                "--",
                "add",
                "Bridge",
                "br-int",
                "controller",
                "@c");
        String problem = "ForeignController: br-int also has the controller " + foreign;
        DummyOvs.await(
                "describe names it", () -> shell.run("describe host/h1").out().contains(problem));
        assertThat(shell.run("events --for host/h1").out()).contains(problem);
        assertThat(ovs.vsctl("get-controller", "br-int")).contains(foreign);
    }

    @Test
    void waitTakesConditionsInAnyCaseAndSaysWhatCannotBe() {
        shell.file("wait.yaml", Manifests.all("wait")).check("""
                $ heddle apply -f DIR/wait.yaml
                …
                $ heddle wait slice/wait/train tenant/wait --for=REALISED
                slice.wait/train REALISED=True
                tenant.wait REALISED=True
                $ heddle wait port w0 -t wait --for=condition=Bound=False
                port.wait/w0 Bound=False
                $ heddle wait host/h9 --for=connected --timeout 300ms
                ! host.h9: not connected within 300ms
                ? 7
                $ heddle wait slice/wait/train --for=Bound
                ! --for "Bound": a Slice never has it; expected delete or one of Enforced, Realised
                ? 2
                $ heddle wait port/w0 --for=Bound
                ! port "w0": name the tenant with -t TENANT, or TENANT/NAME
                ? 2
                $ heddle wait port/wait/w0 --for=delete --timeout 200ms
                ! port.wait/w0: not delete within 200ms
                ? 7
                $ heddle wait port/wait/nobody --for=Delete
                port.wait/nobody deleted
                $ heddle wait port/wait/nobody --for=bound --timeout 200ms
                ! port.wait/nobody: not bound within 200ms
                ? 7
                """);
    }

    /** Each waits also for a slice that is there: its line tells that what stands before it was looked for. */
    @Test
    void waitIsForWhatComesAndEndsWithWhatGoes() throws Exception {
        shell.file("later.yaml", Manifests.all("later"))
                .file("q.yaml", Manifests.tenant("q"))
                .check("""
                $ heddle apply -f DIR/later.yaml
                …
                """);
        Process comes = waiting("tenant/q", "slice/later/train", "--for=Realised");
        shell.check("""
                $ heddle apply -f DIR/q.yaml
                tenant.q created
                """);
        assertThat(comes.onExit().get().exitValue()).isZero();

        Process goes = waiting("port/later/w0", "slice/later/train", "--for=Realised");
        shell.check("""
                $ heddle delete port/later/w0
                port.later/w0 deleted
                """);
        String why = new String(goes.getErrorStream().readAllBytes(), UTF_8);
        assertThat(why).isEqualTo("port.later/w0: was deleted, so it will not be Realised\n");
        assertThat(goes.waitFor()).isEqualTo(6);
    }

    private static Process waiting(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("wait"));
        command.addAll(List.of(words));
        Process process = Shell.start(Map.of("HEDDLE_SERVER", serving.server()), command.toArray(String[]::new));
        assertThat(process.inputReader().readLine()).isEqualTo("slice.later/train Realised=True");
        return process;
    }
}
