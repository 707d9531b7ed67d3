package dev.heddle.ovs.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of README.md compiles and does what it shows. */
final class ReadmeTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void the_example_runs(@TempDir Path directory) throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
        assertThat(example.find()).isTrue();
        Path source = Files.writeString(directory.resolve("Example.java"), example.group(1));
        try (DummyOvs ovs = DummyOvs.start()) {
            ProcessBuilder java = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    source.toString());
            java.environment().put("OVS_RUNDIR", ovs.directory().toString());
            Process process = java.redirectErrorStream(true).start();
            String said = read(process);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said)
                    .contains("table=0, n_packets=0, n_bytes=0, ")
                    .contains("arp,arp_op=2 actions=NORMAL")
                    .containsPattern("priority=10,tcp,in_port=[0-9]+,tp_dst=80 actions=output:[0-9]+");
            assertThat(ovs.vsctl("list-br")).isEmpty();
        }
    }

    private static String read(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
