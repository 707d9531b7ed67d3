package dev.heddle.system.lone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.system.fixture.Command;
import dev.heddle.system.fixture.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's {@code switch} commands, and the example with the library's jars alone. */
@Tag("lab")
final class LoneSwitchTest {
    private static final Path HEDDLE = Path.of("../heddle").toAbsolutePath().normalize();
    private static final Pattern RUNNING = Pattern.compile("(duration|n_packets|n_bytes|idle_age)=[^,]*, ");
    private static final Pattern LIBRARY = Pattern.compile("(heddle-(flow|ovs)|netty|jackson|jspecify).*\\.jar");

    private static LoneLab lab;

    @TempDir
    private static Path scratch;

    @BeforeAll
    static void up() {
        assumeTrue(
                Files.isReadable(HEDDLE.resolveSibling("cli/target/dist/classpath")),
                "the launcher is not built: make build");
        lab = LoneLab.up(3);
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    private static Result heddle(String input, String... words) {
        List<String> line = new ArrayList<>(List.of(HEDDLE.toString(), "switch"));
        line.addAll(List.of(words));
        line.addAll(List.of("--ovsdb", lab.ovsdb()));
        return Command.run(Duration.ofMinutes(1), Map.of(), input, line);
    }

    private static Result ok(String... words) {
        Result result = heddle("", words);
        assertThat(result.ok()).as(result.toString()).isTrue();
        assertThat(result.err()).isEmpty();
        return result;
    }

    /** The lines that ovs-ofctl prints for flows, less what runs on. */
    private static List<String> ofctl(String bridge) {
        return still(lab.ovs().ofctl("--no-names", "dump-flows", bridge)).stream()
                .filter(line -> line.startsWith(" "))
                .toList();
    }

    private static List<String> still(String lines) {
        return lines.lines()
                .map(line -> RUNNING.matcher(line).replaceAll("$1, "))
                .toList();
    }

    @Test
    void from_create_to_delete() throws IOException {
        assertThat(ok("create", "vswitch1", "--port", "cable1", "--port", "cable2:20")
                        .out())
                .isEqualTo("switch.vswitch1 created\n");
        assertThat(lab.ovs().vsctl("get", "Port", "cable2", "tag").strip()).isEqualTo("20");
        ok("add-flow", "vswitch1", "arp,arp_op=2,actions=NORMAL");
        Path file = scratch.resolve("flows.txt");
        Files.writeString(file, """
                # pings, and what else
                priority=7,icmp,actions=cable2   # by name

                table=3,idle_timeout=60,hard_timeout=90,cookie=0x5,tcp,tp_dst=80,actions=drop
                """);
        ok("add-flows", "vswitch1", file.toString());
        Result input = heddle("priority=8,udp,actions=NORMAL\n", "add-flows", "vswitch1", "-");
        assertThat(input.ok()).as(input.toString()).isTrue();

        assertThat(still(ok("list-flows", "vswitch1").out()))
                .isEqualTo(ofctl("vswitch1"))
                .hasSize(4);
        assertThat(ok("list-flows", "vswitch1", "-o", "json").out()).contains("\"match\" : \"arp,arp_op=2\"");

        ok("del-flows", "vswitch1", "tcp");
        ok("del-flows", "vswitch1", "--strict", "priority=8,udp");
        assertThat(lab.ovs()
                        .ofctl("dump-flows", "--no-stats", "--no-names", "vswitch1")
                        .lines()
                        .map(String::strip))
                .containsExactlyInAnyOrder(
                        "arp,arp_op=2 actions=NORMAL",
                        "priority=7,icmp actions=output:"
                                + lab.ovs()
                                        .vsctl("get", "Interface", "cable2", "ofport")
                                        .strip());
        ok("delete", "vswitch1");
        assertThat(lab.ovs().vsctl("list-br")).isEmpty();
    }

    @Test
    void a_balancer_from_the_command_line_answers_and_balances() {
        ok("create", "vswitch2", "--port", "cable1:20", "--port", "cable2:20", "--port", "cable3:20");
        ok("add-flow", "vswitch2", "priority=0,actions=NORMAL");
        lab.serve(2, "10.7.0.2", 8081);
        String backend = "10.7.0.2:8081,mac=02:00:00:00:00:02";
        assertThat(ok("add-vserver", "vswitch2", "web", "10.7.0.99:80", "--vlan", "20", "--backend", backend)
                        .out())
                .isEqualTo("vserver.web/10.7.0.99:80/tcp created\n");
        assertThat(lab.pings(1, "10.7.0.99")).isTrue();
        assertThat(lab.connect(1, "10.7.0.99", 80, 3)).containsOnly("2");
        assertThat(ok("list-vservers", "vswitch2", "web").out())
                .isEqualTo("10.7.0.99:80/tcp " + backend + ",weight=1\n");
        Result twice = heddle("", "add-vserver", "vswitch2", "web", "10.7.0.99:80", "--backend", backend);
        assertThat(twice.status()).isEqualTo(5);
        ok("delete-vserver", "vswitch2", "web", "10.7.0.99:80");
        assertThat(lab.ovs().vsctl("list-ports", "vswitch2")).doesNotContain("web");
        ok("delete", "vswitch2");
    }

    @Test
    void the_example_does_what_it_says_with_the_librarys_jars_alone() throws IOException {
        List<String> line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                library(),
                HEDDLE.resolveSibling("examples/LoneSwitch.java").toString(),
                lab.ovsdb(),
                "cable1",
                "cable2");
        Result ran = Command.run(Duration.ofMinutes(1), Map.of(), "", line);
        assertThat(ran.ok()).as(ran.toString()).isTrue();

        String normal = " actions=NORMAL";
        assertThat(still(ran.out()).stream()
                        .filter(l -> l.startsWith("cookie"))
                        .map(l -> l.substring(l.lastIndexOf(", ") + 2)))
                .containsExactlyInAnyOrder(
                        "arp,arp_op=2" + normal, "arp,arp_op=1" + normal, "dl_src=02:00:00:00:00:01" + normal);
        List<String> left = ofctl("vswitch1").stream()
                .filter(l -> l.startsWith(" cookie=0x0,"))
                .map(String::strip)
                .toList();
        assertThat(still(ran.out()).stream().filter(l -> l.startsWith("cookie")))
                .isEqualTo(left);

        lab.serve(2, "10.7.0.2", 8080);
        lab.serve(2, "fd07::2", 8080);
        assertThat(lab.pings(1, "10.7.0.100")).isTrue();
        assertThat(lab.pings(1, "fd07::100")).isTrue();
        assertThat(lab.connect(1, "10.7.0.100", 80, 3)).containsOnly("2");
        // The flow that would bring answers of the server itself was deleted.
        assertThat(lab.pings(1, "10.7.0.2")).isFalse();
        ok("add-flow", "vswitch1", "dl_dst=02:00:00:00:00:01,actions=NORMAL");
        assertThat(lab.pings(1, "10.7.0.2")).isTrue();
        ok("delete", "vswitch1");
    }

    private static String library() throws IOException {
        try (Stream<Path> jars = Files.list(HEDDLE.resolveSibling("cli/target/dist/lib"))) {
            return String.join(
                    ":",
                    jars.filter(jar -> LIBRARY.matcher(jar.getFileName().toString())
                                    .matches())
                            .map(Path::toString)
                            .toList());
        }
    }
}
