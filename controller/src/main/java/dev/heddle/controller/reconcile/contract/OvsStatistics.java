package dev.heddle.controller.reconcile.contract;

import dev.heddle.model.spec.Resources;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code Open_vSwitch.statistics}, ovs-vswitchd.conf.db(5), as amounts. */
final class OvsStatistics {
    private static final int KIB = 1024;
    private static final int MILLIS = 1000;

    private OvsStatistics() {}

    /**
     * Cores, memory and storage; empty as long as vswitchd has told nothing. Storage is left open where it tells of no file
     * system.
     */
    static Optional<Resources> read(Map<String, String> statistics) {
        OptionalLong cpu = number(statistics.getOrDefault("cpu", ""), MILLIS);
        OptionalLong memory = number(statistics.getOrDefault("memory", "").split(",", 2)[0], KIB);
        if (cpu.isEmpty() || memory.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong storage = storage(statistics.getOrDefault("file_systems", ""));
        return Optional.of(new Resources(cpu, OptionalLong.empty(), memory, storage, OptionalLong.empty()));
    }

    /**
     * Of {@code MOUNT_POINT,TOTAL,USED …} in KiB, separated by blanks. A file system that is mounted twice is told twice, and
     * not by its device: what agrees in both numbers counts once.
     */
    private static OptionalLong storage(String fileSystems) {
        Set<String> sizes = Arrays.stream(fileSystems.split(" "))
                .filter(each -> each.matches(".*,\\d+,\\d+"))
                .map(each -> each.replaceFirst(".*,(\\d+,\\d+)$", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        if (sizes.isEmpty()) {
            return OptionalLong.empty();
        }
        long sum = 0;
        for (String size : sizes) {
            OptionalLong total = number(size.substring(0, size.indexOf(',')), KIB);
            if (total.isEmpty() || sum > Long.MAX_VALUE - total.getAsLong()) {
                return OptionalLong.empty();
            }
            sum += total.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    private static OptionalLong number(String digits, int unit) {
        return digits.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(digits) * unit) : OptionalLong.empty();
    }
}
