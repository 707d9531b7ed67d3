package dev.heddle.cli.local;

import dev.heddle.model.manifest.CapacityText;
import dev.heddle.model.pool.Observed;
import dev.heddle.model.spec.Resources;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The capacity of a machine, as a Host's {@code spec.capacity}. Pure.
 *
 * @param cores online logical ones
 * @param memory bytes
 * @param storage bytes of all local file systems on devices that can be written
 * @param gpus the model of each GPU
 */
record LocalCapacity(long cores, long memory, long storage, List<String> gpus) {
    private static final List<String> READ_ONLY = List.of("squashfs", "iso9660", "erofs");

    LocalCapacity {
        gpus = List.copyOf(gpus);
    }

    /** Of {@code lscpu --parse=CPU}: a line a core after comments. */
    static long cores(String lscpu) {
        return lscpu.lines().filter(line -> line.matches("\\d+(,.*)?")).count();
    }

    /**
     * Of {@code /proc/meminfo}, in bytes.
     *
     * @throws IllegalArgumentException where it does not tell
     */
    static long memory(String meminfo) {
        return meminfo.lines()
                .filter(line -> line.matches("MemTotal:\\s+\\d+ kB"))
                .mapToLong(line -> Math.multiplyExact(1024, Long.parseLong(line.replaceAll("\\D", ""))))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("/proc/meminfo has no MemTotal in kB"));
    }

    /** Of {@code df --block-size=1 --output=source,fstype,size}, in bytes; a device counts once, however often it is mounted. */
    static long storage(String df) {
        Map<String, Long> bySource = new TreeMap<>();
        df.lines().map(line -> line.strip().split("\\s+")).forEach(row -> {
            boolean counts = row.length == 3 && row[0].startsWith("/dev/") && !READ_ONLY.contains(row[1]);
            if (counts && row[2].matches("\\d{1,18}")) {
                bySource.put(row[0], Long.parseLong(row[2]));
            }
        });
        return bySource.values().stream().reduce(0L, Math::addExact);
    }

    /** Of {@code nvidia-smi --query-gpu=name --format=csv,noheader}: a line a GPU. */
    static List<String> gpus(String nvidiaSmi) {
        return nvidiaSmi
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** As JSON on one line. The model is told where all GPUs are of one; without GPUs nothing is told of them. */
    String json() {
        OptionalLong gpu = gpus.isEmpty() ? OptionalLong.empty() : OptionalLong.of(gpus.size());
        Resources capacity = new Resources(
                OptionalLong.of(Math.multiplyExact(1000, cores)),
                gpu,
                OptionalLong.of(memory),
                OptionalLong.of(storage),
                OptionalLong.empty());
        Optional<String> model =
                gpus.stream().distinct().count() == 1 ? gpus.stream().findFirst() : Optional.empty();
        return CapacityText.format(new Observed(capacity, model, Collections.emptySortedMap()));
    }

    /** The one line for a shell that tells Open vSwitch, and so the controller. */
    String command() {
        String value = '"' + json().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return "ovs-vsctl set Open_vSwitch . external_ids:heddle-capacity='" + value.replace("'", "'\\''") + "'";
    }
}
