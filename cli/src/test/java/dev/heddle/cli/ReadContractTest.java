package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** get, describe, events, watch, status, version, help and completion, as the API contract tells them; without hosts. */
final class ReadContractTest {
    private static final String ESCAPE = "\u001b";

    @TempDir
    private static Path directory;

    private static Serving serving;
    private static Shell shell;

    @BeforeAll
    static void serve() throws IOException {
        serving = Serving.start(directory);
        shell = new Shell(directory, serving.server())
                .file("a.yaml", Manifests.all("a"))
                .file("b.yaml", Manifests.all("b"))
                .file("host.yaml", Manifests.host("h1", 1, ""))
                .file("dc.yaml", Manifests.topology("dc"));
        shell.check("""
                $ heddle apply -f DIR/a.yaml -f DIR/b.yaml -f DIR/host.yaml -f DIR/dc.yaml
                …
                """);
    }

    @AfterAll
    static void stop() {
        serving.close();
    }

    @ParameterizedTest
    @CsvSource({
        "tenant a, tenants tenant te Tenant TENANTS, tenant.a",
        "host h1, hosts host ho Host, host.h1",
        "topology dc, topologies topology Topology, topology.dc",
        "network net -t a, networks network vn VirtualNetwork, network.a/net",
        "slice train -t a, slices slice sl Slice, slice.a/train",
        "port w0 -t a, ports port po Port, port.a/w0"
    })
    void aKindHasManyNames(String object, String words, String line) {
        String rest = object.substring(object.indexOf(' '));
        for (String word : words.split(" ")) {
            shell.check("$ heddle get " + word + rest + " -o name\n" + line + "\n");
            shell.check("$ heddle get " + word + "/" + rest.strip() + " -o name\n" + line + "\n");
        }
    }

    @Test
    void unknownKindsAndNamesAreTold() {
        shell.check("""
                $ heddle get prts
                ! unknown kind "prts", did you mean "ports"?; kinds: tenants, hosts, topologies, networks, slices, ports
                ? 2
                $ heddle get port nobody -t a
                ! Port a/nobody: does not exist
                ? 6
                $ heddle get port nobody
                ! Port nobody: does not exist in any tenant
                ? 6
                $ heddle describe port/a/nobody
                ! Port a/nobody: does not exist
                ? 6
                $ heddle get 'port/a/no body' -o name
                ! Port a/no body: does not exist
                ? 6
                $ heddle get port/a/w0 port/a/nobody -o name
                port.a/w0
                ! Port a/nobody: does not exist
                ? 6
                """);
    }

    @Test
    void readingIsOfAllTenantsWhereNoneIsTold() {
        shell.check("""
                $ heddle get ports -o name
                port.a/w0
                port.a/w1
                port.b/w0
                port.b/w1
                $ heddle get ports -t b -o name
                port.b/w0
                port.b/w1
                $ heddle get port w0 -o name
                port.a/w0
                port.b/w0
                $ heddle get port w0 b/w1 -t a -o name
                port.a/w0
                port.b/w1
                $ heddle get slices,networks -t a -o name
                slice.a/train
                network.a/net
                $ heddle describe port w0
                port.a/w0
                …
                port.b/w0
                …
                """);
    }

    @Test
    void formsOfOutput() {
        shell.check("""
                $ heddle get ports -t a
                NAME  TENANT  SLICE  HOST    IPS       BOUND  REALISED  AGE
                w0    a       train  <none>  10.9.0.2  False  False     …s
                w1    a       train  <none>  10.9.0.3  False  False     …s
                $ heddle get port/a/w0 -o wide
                NAME  …  MAC  …  MTU   UID  …  AGE
                w0    …  1450  …
                $ heddle get port/a/w0 -o yaml
                apiVersion: heddle.dev/v1
                kind: Port
                metadata:
                …
                $ heddle get topologies
                NAME  TIERS  LEVELS    REALISED  AGE
                dc    3      pod,rack  True      …s
                $ heddle get po -l job=nobody
                ! nothing found
                $ heddle get po -l job=nobody -o name
                ! nothing found
                $ heddle get port/a/w0 -o xml
                ! Invalid value for option '--output': …xml…
                ! …
                ? 2
                """);
        JsonNode list = json("get ports -t a -o json");
        assertThat(list.path("kind").asString()).isEqualTo("List");
        assertThat(list.path("items").size()).isEqualTo(2);
        assertThat(json("get port w0 -t a -o json")
                        .path("metadata")
                        .path("name")
                        .asString())
                .isEqualTo("w0");
        assertThat(json("get po -l job=nobody -o json").path("items").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "job=a | port.a/w0 port.b/w0",
                "job!=a | port.a/w1 port.b/w1",
                "'job in (a,b)' | port.a/w0 port.a/w1 port.b/w0 port.b/w1",
                "!job | ''",
            })
    void labelsSelect(String selector, String lines) {
        assertThat(shell.run("get ports -o name -l '" + selector + "'").out().lines())
                .containsExactly(lines.isEmpty() ? new String[0] : lines.split(" "));
    }

    @Test
    void aSelectorGoesWithAListOnly() {
        shell.check("""
                $ heddle get port w0 -l job=a
                ! -l selects from a list: leave the name out
                ? 2
                $ heddle get ports -l 'a in'
                ! ?labelSelector: …
                ? 2
                """);
    }

    @Test
    void describeTellsAllThereIs() {
        String text = shell.run("describe port/a/w0").out();
        assertThat(text)
                .startsWith("port.a/w0\n")
                .contains("spec:\n", "effective:\n", "10.9.0.2", "conditions:\n", "Bound ", "Realised ")
                .contains("not plugged into any host")
                .contains("a.yaml:6:1");
    }

    @Test
    void eventsTellWhoDidWhat() {
        shell.file("event.yaml", Manifests.tenant("event")).check("""
                $ heddle apply -f DIR/event.yaml
                tenant.event created
                $ heddle events --for tenant/event
                AGE  REVISION  ACTOR  OBJECT…REASON   MESSAGE
                …s…local  Tenant event  Created  <none>
                $ heddle events --for tenant/event --since 0s
                AGE  REVISION  ACTOR  OBJECT  REASON  MESSAGE
                $ heddle events --for tenant/event --since yesterday
                ! --since "yesterday": expected …
                ? 2
                """);
        assertThat(json("events -o json --for tenant/event").path("object").asString())
                .isEqualTo("Tenant event");
        assertThat(shell.run("events -t event -o json").out()).isEmpty();
    }

    @Test
    void watchTellsEveryChangeUntilNobodyReads() throws Exception {
        shell.file("watch.yaml", Manifests.all("watch"));
        Process watch = Shell.start(Map.of("HEDDLE_SERVER", serving.server()), "watch", "ports", "w0", "--since", "0");
        Process json = Shell.start(
                Map.of("HEDDLE_SERVER", serving.server()), "watch", "-t", "watch", "-o", "json", "--since", "0");
        try (BufferedReader lines = watch.inputReader();
                BufferedReader documents = json.inputReader()) {
            assertThat(lines.readLine()).matches("\\d+ added port.a/w0");
            assertThat(lines.readLine()).matches("\\d+ added port.b/w0");
            shell.check("""
                    $ heddle apply -f DIR/watch.yaml
                    …
                    """);
            assertThat(lines.readLine()).matches("\\d+ added port.watch/w0");
            JsonNode changes =
                    JsonMapper.shared().readTree(documents.readLine()).path("changes");
            assertThat(changes.valueStream()
                            .map(c -> c.path("object").path("kind").asString()))
                    .containsExactly("VirtualNetwork", "Slice", "Port", "Port");
        } finally {
            json.destroy();
        }
        shell.check("""
                $ heddle delete port w0 -t watch
                port.watch/w0 deleted
                """);
        assertThat(watch.waitFor(30, TimeUnit.SECONDS))
                .as("it ends once nobody reads")
                .isTrue();
        assertThat(watch.exitValue()).isZero();
    }

    @Test
    void statusAndVersion() {
        shell.check("""
                $ heddle status
                controller  SERVER, version …
                serving     yes
                revision    …, term …
                hosts       0/1 hosts; h1 away …s
                objects     …
                $ heddle version
                client …
                server …
                $ heddle version --client
                client …
                """.replace("SERVER", serving.server()));
        assertThat(json("status -o json").path("ready").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "apply",
                "delete",
                "get",
                "describe",
                "diff",
                "wait",
                "watch",
                "events",
                "status",
                "verify",
                "trace",
                "solve",
                "serve",
                "version",
                "completion",
                "help",
                "lab"
            })
    void everyHelpBeginsWithAnExampleAndFitsAScreen(String verb) {
        for (String command : List.of((verb + " -h").strip(), "help " + verb)) {
            Shell.Ran help = shell.run(command.strip());
            assertThat(help.exit()).isZero();
            assertThat(help.err()).isEmpty();
            assertThat(help.out()).startsWith("Example: ").contains("heddle " + (verb.isEmpty() ? "apply" : verb));
            assertThat(help.out().lines().count()).isLessThanOrEqualTo(30);
        }
    }

    @Test
    void helpListsVerbsWithWhatTheyDoAndExitCodes() {
        assertThat(shell.run("help").out())
                .containsPattern("\n +get +Show objects")
                .containsPattern("\n +solve +Share networks")
                .containsPattern("\n +serve +Run the controller")
                .containsPattern("\n +lab +Hosts as network namespaces");
        assertThat(shell.run("help exit-codes").out().lines())
                .hasSize(10)
                .first()
                .isEqualTo("0  ok");
        shell.check("""
                $ heddle help aply
                ! unknown verb "aply"; heddle help lists them
                ? 2
                $ heddle aply
                ! …aply…
                ! Did you mean: heddle apply…
                ? 2
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d | delete describe diff",
                "get p | pool ports",
                "describe p | ports",
                "get ports a/ | a/w0 a/w1",
                "describe port/b/ | port/b/w0 port/b/w1",
                "apply --if | --if-revision",
                "lab st | start status stop",
            })
    void shellsComplete(String words, String candidates) throws Exception {
        String[] command = ("__complete -- " + words).split(" ");
        Shell.Ran ran = Shell.process(Map.of("HEDDLE_SERVER", serving.server()), command);
        assertThat(ran.out().lines()).as(ran.err()).containsExactly(candidates.split(" "));
    }

    @Test
    void completionIsAScriptThatTheShellReads() throws Exception {
        Shell.Ran bash = shell.run("completion bash");
        Process check = new ProcessBuilder("bash", "-n").start();
        check.getOutputStream().write(bash.out().getBytes());
        check.getOutputStream().close();
        assertThat(check.waitFor()).isZero();
        shell.check("""
                $ heddle completion tcsh
                ! shell "tcsh": expected bash, zsh or fish
                ? 2
                """);
    }

    @Test
    void aPipeGetsNoEscapeCodes() {
        for (String command : List.of("get ports -o wide", "describe port/a/w0", "status", "-h", "get -x", "events")) {
            Shell.Ran ran = shell.run(command);
            assertThat(ran.out() + ran.err()).isNotEmpty().doesNotContain(ESCAPE);
        }
    }

    private static JsonNode json(String command) {
        return JsonMapper.shared().readTree(shell.run(command).out());
    }
}
