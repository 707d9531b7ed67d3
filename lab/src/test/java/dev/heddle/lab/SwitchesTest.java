package dev.heddle.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.lab.HostSwitch.Daemon;
import dev.heddle.lab.os.Await;
import dev.heddle.lab.os.Namespaces;
import dev.heddle.lab.os.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts with two uplinks and no controller: what the lab is made of, by itself. */
@Tag("lab")
class SwitchesTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private LabBuilder builder;
    private Lab lab;

    @BeforeEach
    void up() {
        Path root = directory.resolve("lab");
        builder = new LabBuilder(root, Path.of("/nonexistent/heddle"), _ -> {});
        lab = builder.wire(2, 2);
        for (String host : lab.state().hostNames()) {
            lab.directory().makeDirectory(lab.directory().rundir(host));
            lab.hostSwitch(host).create("tcp:" + lab.state().controllerAddress() + ":6640");
        }
    }

    @AfterEach
    void down() {
        builder.down();
        assertThat(Namespaces.list(lab.names()::owns)).isEmpty();
        assertThat(Shell.attempt("ip", "link", "show", lab.names().rootLink()).ok())
                .isFalse();
        assertThat(directory.resolve("lab")).doesNotExist();
    }

    @Test
    void underlaysConnectAndCutHostsAreSilent() {
        assertThat(pings("h1", lab.state().underlayAddress("h2", 1))).isTrue();
        assertThat(pings("h1", lab.state().underlayAddress("h2", 2))).isTrue();
        assertThat(pings("h1", lab.state().controllerAddress())).isTrue();

        lab.cut("h2", false, true);
        assertThat(answersOnce("h1", lab.state().underlayAddress("h2", 1))).isFalse();
        assertThat(answersOnce("h1", lab.state().underlayAddress("h2", 2))).isFalse();
        assertThat(pings("h2", lab.state().controllerAddress())).isTrue();
        lab.heal("h2", false, true);
        assertThat(pings("h1", lab.state().underlayAddress("h2", 1))).isTrue();

        lab.cut("h2", true, false);
        assertThat(answersOnce("h2", lab.state().controllerAddress())).isFalse();
        assertThat(pings("h1", lab.state().underlayAddress("h2", 2))).isTrue();
        lab.heal("h2", false, false);
        assertThat(pings("h2", lab.state().controllerAddress())).isTrue();
    }

    @Test
    void daemonsStopStartAndAreFoundAgain() {
        HostSwitch h1 = lab.hostSwitch("h1");
        long before = h1.pid(Daemon.VSWITCHD).orElseThrow();
        lab.stop(lab.target("h1"), true);
        assertThat(lab.status().hosts().getFirst().vswitchd()).isNull();
        assertThat(lab.status().hosts().getFirst().ovsdb()).isNull();
        assertThat(lab.status().hosts().getLast().vswitchd()).isNotNull();
        lab.start(lab.target("h1"));
        assertThat(h1.pid(Daemon.VSWITCHD).orElseThrow()).isNotEqualTo(before);
        assertThat(pings("h2", lab.state().underlayAddress("h1", 1))).isTrue();
        List<String> show = lab.hostCommand("h1", List.of("ovs-appctl", "version"));
        assertThat(Shell.run(show.toArray(String[]::new))).contains("ovs-vswitchd");
    }

    @Test
    void downNeedsNoFiles() throws Exception {
        Path moved = directory.resolve("moved");
        Files.move(directory.resolve("lab"), moved);
        builder.down();
        assertThat(lab.status().hosts()).allMatch(h -> h.vswitchd() == null && h.ovsdb() == null);
        assertThat(Namespaces.list(lab.names()::owns)).isEmpty();
    }

    /** Whether it answers before long: the first packets may be lost. */
    private boolean pings(String host, String address) {
        return Await.quietly(BOUND, () -> answersOnce(host, address));
    }

    private boolean answersOnce(String host, String address) {
        List<String> ping = lab.hostCommand(host, List.of("ping", "-n", "-c", "1", "-W", "1", address));
        return Shell.attempt(ping.toArray(String[]::new)).ok();
    }
}
