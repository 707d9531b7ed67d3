package dev.heddle.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.system.fixture.Command;
import dev.heddle.system.fixture.LabFixture;
import dev.heddle.system.fixture.Wait;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pool of hosts whose manifests say nothing of what they have: they tell it, once. */
@Tag("lab")
class PoolTest {
    private static final List<String> HOSTS = List.of("h1", "h2");

    private static LabFixture lab;

    @BeforeAll
    static void up() {
        lab = LabFixture.up(2, 1);
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void hostsTellWhatTheyHaveAndItIsKept() {
        String cores = Long.toString(2 * Long.parseLong(Command.output("nproc").strip()));
        await(() -> told("cpu").equals(cores)
                && !told("memory").equals("0")
                && !told("bandwidth").equals("0"));
        long speed = 0;
        for (String host : HOSTS) {
            speed += Long.parseLong(vsctl(host, "get", "Interface", "uplink1", "link_speed"));
            await(() -> !vsctl(host, "get", "Open_vSwitch", ".", "other_config").contains("enable-statistics"));
        }
        assertThat(told("bandwidth")).isEqualTo(speed / 1_000_000_000 + "Gbps");
        assertThat(told("gpu")).as("nobody can have told").isEqualTo("0");

        var _ = vsctl(
                "h2",
                "set",
                "Open_vSwitch",
                ".",
                "external_ids:heddle-capacity=\"{\\\"gpu\\\":{\\\"count\\\":4,\\\"model\\\":\\\"L4\\\"},\\\"cpu\\\":1}\"");
        await(() -> told("gpu").equals("4"));
        assertThat(told("cpu")).as("what was told first stays").isEqualTo(cores);

        String before = lab.must("get", "pool", "-o", "json");
        var _ = lab.must("lab", "stop", "controller", "--kill");
        var _ = lab.must("lab", "start", "controller");
        assertThat(lab.must("get", "pool", "-o", "json")).isEqualTo(before);
    }

    private static void await(BooleanSupplier condition) {
        Wait.until(Duration.ofSeconds(90), condition, () -> lab.must("get", "pool", "-o", "json"));
    }

    private static String told(String measure) {
        return lab.json("get", "pool", "-o", "json")
                .path("status")
                .path("capacity")
                .path(measure)
                .asString("");
    }

    private static String vsctl(String host, String... words) {
        String[] line = new String[words.length + 5];
        System.arraycopy(new String[] {"lab", "host-exec", host, "--", "ovs-vsctl"}, 0, line, 0, 5);
        System.arraycopy(words, 0, line, 5, words.length);
        return lab.must(line).strip();
    }
}
