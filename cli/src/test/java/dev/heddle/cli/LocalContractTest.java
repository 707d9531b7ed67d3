package dev.heddle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.quantity.Quantity;
import dev.heddle.ovs.testing.DummyOvs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code heddle describe host --local}: its line tells a real Open vSwitch what this machine has. */
final class LocalContractTest {
    private static DummyOvs ovs;
    private static Shell shell;

    @BeforeAll
    static void start() {
        ovs = DummyOvs.start();
        shell = new Shell(ovs.directory(), null);
    }

    @AfterAll
    static void stop() {
        ovs.close();
    }

    @Test
    void tellsOpenVswitchWhatThisMachineHas() throws Exception {
        String line = shell.run("describe host --local").out();
        assertThat(line).startsWith("ovs-vsctl set Open_vSwitch . external_ids:heddle-capacity=");
        JsonNode told = tell(line);
        assertThat(told.path("cpu").asString()).isEqualTo(printed("getconf _NPROCESSORS_ONLN"));
        long pages = Long.parseLong(printed("getconf _PHYS_PAGES"));
        assertThat(Quantity.BYTES.parse(told.path("memory").asString()))
                .isEqualTo(pages * Long.parseLong(printed("getconf PAGESIZE")));
        assertThat(Quantity.BYTES.parse(told.path("storage").asString())).isEqualTo(mounted());
    }

    /** The model has what a shell and ovs-vsctl would take apart. */
    @Test
    void tellsGpusWhereNvidiaSmiDoes() throws Exception {
        String model = "NVIDIA H100's \"80GB\" \\ $HOME";
        Path bin = Files.createDirectory(ovs.directory().resolve("bin"));
        Files.writeString(bin.resolve("names"), model + "\n" + model + "\n");
        smi(bin, "cat " + bin.resolve("names"));
        JsonNode gpu = tell(local(bin).out()).path("gpu");
        assertThat(gpu.path("count").asInt()).isEqualTo(2);
        assertThat(gpu.path("model").asString()).isEqualTo(model);

        smi(bin, "echo No devices were found; exit 6");
        assertThat(tell(local(bin).out()).has("gpu")).isFalse();

        smi(bin, "echo the driver is away; exit 9");
        Shell.Ran failed = local(bin);
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("nvidia-smi ended with 9: the driver is away");
    }

    @Test
    void goesWithHostAlone() {
        shell.check("""
                $ heddle describe host h1 --local
                ! --local goes with host and no name: describe host --local
                ? 2
                $ heddle describe ports --local
                ! --local goes with host and no name: describe host --local
                ? 2
                """);
    }

    private static void smi(Path bin, String does) throws IOException {
        Path program = bin.resolve("nvidia-smi");
        Files.writeString(program, "#!/bin/sh\n" + does + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static Shell.Ran local(Path bin) throws Exception {
        return Shell.process(Map.of("PATH", bin + ":" + System.getenv("PATH")), "describe", "host", "--local");
    }

    /** Gives the line to a shell; what Open vSwitch then says. */
    private static JsonNode tell(String line) throws Exception {
        assertThat(line.lines()).hasSize(1);
        assertThat(printed(line)).isEmpty();
        String stored = ovs.vsctl("get", "Open_vSwitch", ".", "external_ids:heddle-capacity");
        return JsonMapper.shared().readTree(JsonMapper.shared().readTree(stored).asString());
    }

    private static String printed(String line) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true);
        builder.environment().put("OVS_RUNDIR", ovs.directory().toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    private static long mounted() throws IOException {
        TreeMap<String, Long> devices = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("/proc/mounts"))) {
            String[] mount = line.split(" ");
            if (mount[0].startsWith("/dev/") && !mount[2].equals("squashfs") && !mount[2].equals("iso9660")) {
                devices.put(mount[0], Files.getFileStore(Path.of(mount[1])).getTotalSpace());
            }
        }
        return devices.values().stream().mapToLong(Long::longValue).sum();
    }
}
