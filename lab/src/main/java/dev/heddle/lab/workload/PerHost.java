package dev.heddle.lab.workload;

import dev.heddle.lab.os.LabException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One step for many workloads: hosts at the same time, each host's workloads together. */
final class PerHost {
    private static final Executor HOSTS = Executors.newVirtualThreadPerTaskExecutor();

    private PerHost() {}

    /**
     * Runs the step; gives the items for which it worked out. Where a host's step fails its items are undone and tried
     * one by one, so that one which cannot work spoils none of the others.
     *
     * @param workload of an item, whose host counts
     * @param step for the items of one host
     * @param undo what a failed step may have left of an item
     */
    static <T> List<T> run(
            Collection<T> items, Function<T, Workload> workload, BiConsumer<String, List<T>> step, Consumer<T> undo) {
        List<CompletableFuture<List<T>>> hosts = new ArrayList<>();
        group(items, workload)
                .forEach((host, group) -> hosts.add(
                        CompletableFuture.supplyAsync(() -> runGroup(host, group, workload, step, undo), HOSTS)));
        return hosts.stream().flatMap(host -> host.join().stream()).toList();
    }

    /** Does something for each host, at the same time; returns when all is done. */
    static void atOnce(Collection<String> hosts, Consumer<String> work) {
        CompletableFuture.allOf(hosts.stream()
                        .map(host -> CompletableFuture.runAsync(() -> work.accept(host), HOSTS))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** The items by host, in their order. */
    static <T> Map<String, List<T>> group(Collection<T> items, Function<T, Workload> workload) {
        return items.stream()
                .collect(Collectors.groupingBy(
                        item -> workload.apply(item).host(), LinkedHashMap::new, Collectors.toList()));
    }

    private static <T> List<T> runGroup(
            String host,
            List<T> group,
            Function<T, Workload> workload,
            BiConsumer<String, List<T>> step,
            Consumer<T> undo) {
        try {
            step.accept(host, group);
            return group;
        } catch (LabException together) {
            group.forEach(undo);
        }
        List<T> done = new ArrayList<>();
        for (T item : group) {
            try {
                step.accept(host, List.of(item));
                done.add(item);
            } catch (LabException alone) {
                undo.accept(item);
                System.err.println("port " + workload.apply(item).name() + ": " + alone.getMessage());
            }
        }
        return done;
    }
}
