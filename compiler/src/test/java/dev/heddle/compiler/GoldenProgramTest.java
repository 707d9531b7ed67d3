package dev.heddle.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Fragment;
import dev.heddle.flow.Program;
import dev.heddle.flow.text.FlowText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The programs of scenarios as text, one file a scenario and host under {@code src/test/resources/golden}. A difference is
 * reviewed like code; {@code make golden-update} (or {@code -Dgolden.update=true}) writes the files anew.
 */
class GoldenProgramTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static final Map<String, Scene> SCENARIOS = new TreeMap<>(Map.of(
            "one-host", oneHost(),
            "dual-stack-two-hosts", dualStack(),
            "two-uplinks", twoUplinks(),
            "ipv6-underlay", ipv6Underlay(),
            "move-both", twoUplinks().moved("train", "a", "h1", "uplink1", "h2"),
            "overlapping-addresses", overlapping()));

    static Scene oneHost() {
        return Scene.EMPTY
                .host("h1", "192.0.2.1")
                .slice("train", 100, "10.0.0.0/24")
                .port("train", "a", "h1", "uplink1", "0a:00:00:00:00:01", "10.0.0.2")
                .port("train", "b", "h1", "uplink1", "0a:00:00:00:00:02", "10.0.0.3");
    }

    static Scene dualStack() {
        return Scene.EMPTY
                .host("h1", "192.0.2.1")
                .host("h2", "192.0.2.2")
                .host("h3", "192.0.2.3")
                .slice("train", 100, "10.0.0.0/24", "fd00::/64")
                .port("train", "a", "h1", "uplink1", "0a:00:00:00:00:01", "10.0.0.2", "fd00::2")
                .port("train", "b", "h2", "uplink1", "08:00:00:00:00:02", "10.0.0.3", "fd00::3");
    }

    static Scene twoUplinks() {
        return Scene.EMPTY
                .host("h1", "192.0.2.1", "198.51.100.1")
                .host("h2", "192.0.2.2", "198.51.100.2")
                .slice("train", 100, "10.0.0.0/24")
                .port("train", "a", "h1", "uplink1", "0a:00:00:00:00:01", "10.0.0.2")
                .port("train", "b", "h2", "uplink1", "0a:00:00:00:00:02", "10.0.0.3")
                .port("train", "c", "h2", "uplink2", "0a:00:00:00:00:03", "10.0.0.4");
    }

    static Scene ipv6Underlay() {
        return Scene.EMPTY
                .host("h1", "2001:db8::1")
                .host("h2", "2001:db8::2")
                .slice("train", 100, "10.0.0.0/24")
                .port("train", "a", "h1", "uplink1", "0a:00:00:00:00:01", "10.0.0.2")
                .port("train", "b", "h2", "uplink1", "0a:00:00:00:00:02", "10.0.0.3");
    }

    static Scene overlapping() {
        return Scene.EMPTY
                .host("h1", "192.0.2.1")
                .host("h2", "192.0.2.2")
                .slice("red", 100, "10.0.0.0/24")
                .slice("blue", 101, "10.0.0.0/24")
                .port("red", "r1", "h1", "uplink1", "0a:00:00:00:00:01", "10.0.0.2")
                .port("red", "r2", "h2", "uplink1", "0a:00:00:00:00:02", "10.0.0.3")
                .port("blue", "b1", "h1", "uplink1", "0a:00:00:00:00:01", "10.0.0.2")
                .port("blue", "b2", "h2", "uplink1", "0a:00:00:00:00:02", "10.0.0.3");
    }

    @TestFactory
    Iterable<DynamicTest> programsAreAsReviewed() {
        return SCENARIOS.entrySet().stream()
                .flatMap(s -> new Compiler()
                        .compile(s.getValue()).values().stream()
                                .map(p -> DynamicTest.dynamicTest(
                                        s.getKey() + "/" + p.host(),
                                        () -> compare(GOLDEN.resolve(s.getKey()).resolve(p.host() + ".txt"), text(p)))))
                .toList();
    }

    private static void compare(Path file, String text) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file).as("run make golden-update and review the difference").exists();
        assertThat(text).isEqualTo(Files.readString(file));
    }

    /** Every fragment with its name, flows and groups in the program's order. */
    static String text(Program program) {
        StringBuilder out = new StringBuilder();
        for (Fragment fragment : program.fragments()) {
            out.append("# ").append(fragment.name()).append('\n');
            fragment.groups()
                    .forEach(g -> out.append("group ").append(FlowText.group(g)).append('\n'));
            fragment.flows().forEach(f -> out.append(FlowText.flow(f)).append('\n'));
        }
        return out.toString();
    }
}
