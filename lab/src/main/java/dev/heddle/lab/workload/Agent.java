package dev.heddle.lab.workload;

import dev.heddle.lab.LabDirectory;
import dev.heddle.lab.LabNames;
import dev.heddle.lab.LabState;
import dev.heddle.lab.os.Api;
import dev.heddle.lab.os.LabException;
import dev.heddle.lab.os.Namespaces;
import dev.heddle.model.net.IpPrefix;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Gives ports their workloads while the lab is up. One thread compares and acts; others only wake it: one follows the
 * API's watch, one for each host follows its database. Without a controller the workloads stay as they are.
 */
public final class Agent {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMillis(200);
    /** Looks again without being woken: the bound on anything a wake-up could miss. */
    private static final Duration TICK = Duration.ofSeconds(5);

    private final LabDirectory directory;
    private final LabNames names;
    private final LabState state;
    private final Api api;
    private final WorkloadNetwork network;
    private final Mover mover;
    private final Map<String, Bridge> bridges = new LinkedHashMap<>();
    /** By name. */
    private final Map<String, Workload> existing = new TreeMap<>();

    private final Semaphore wake = new Semaphore(1);
    private List<Workload> saved = List.of();

    /** The agent of a lab. */
    public Agent(LabDirectory directory, LabState state) {
        this.directory = directory;
        this.names = LabNames.of(directory.root());
        this.state = state;
        this.api = new Api(state.server());
        this.network = new WorkloadNetwork(names);
        for (String host : state.hostNames()) {
            bridges.put(host, new Bridge(directory.rundir(host)));
        }
        this.mover = new Mover(network, api, this::bridge);
    }

    /** Runs until the lab is gone. */
    public void run() throws InterruptedException {
        network.adopt(Plugged.read(directory)).forEach(this::exists);
        var _ = Thread.ofVirtual().start(() -> forever(() -> api.watch("ports,slices", SILENCE, wake::release)));
        bridges.values()
                .forEach(bridge -> Thread.ofVirtual()
                        .start(() -> forever(() -> BridgeWatch.follow(bridge.socket(), wake::release))));
        while (Namespaces.exists(names.fabricNamespace())) {
            var _ = wake.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
            int _ = wake.drainPermits();
            try {
                reconcile();
            } catch (LabException e) {
                System.err.println(e.getMessage());
            }
        }
    }

    private void reconcile() {
        Plan plan;
        try {
            plan = Plan.of(existing.values(), wanted());
        } catch (LabException noController) {
            plan = Plan.of(existing.values(), existing.values());
        }
        network.remove(plan.remove());
        plan.remove().forEach(w -> existing.remove(w.name()));
        network.create(plan.create()).forEach(this::exists);
        List<Plan.Change> changed = network.change(plan.change());
        changed.forEach(change -> bridge(change.to().host()).rename(change.to()));
        settle(plan.change(), changed);
        save(plugAll());
        if (!plan.move().isEmpty()) {
            List<Plan.Change> moved = mover.move(plan.move(), hosts());
            settle(plan.move(), moved);
            save(plugAll());
            mover.leave(moved);
        }
    }

    /** What could not be changed or moved in place goes, and is made anew at the next look. */
    private void settle(List<Plan.Change> wanted, List<Plan.Change> done) {
        for (Plan.Change change : wanted) {
            if (done.contains(change)) {
                exists(change.to());
            } else {
                network.remove(List.of(change.from(), change.to()));
                Workload _ = existing.remove(change.to().name());
                wake.release();
            }
        }
    }

    private Set<String> hosts() {
        return existing.values().stream().map(Workload::host).collect(Collectors.toSet());
    }

    private List<Workload> plugAll() {
        Map<String, List<Workload>> byHost = PerHost.group(existing.values(), w -> w);
        List<Workload> plugged = new ArrayList<>();
        bridges.forEach((host, bridge) -> {
            List<Workload> group = byHost.getOrDefault(host, List.of());
            if (bridge.plug(group)) {
                plugged.addAll(group);
            }
        });
        plugged.sort(Comparator.comparing(Workload::name));
        return plugged;
    }

    private void save(List<Workload> plugged) {
        if (!plugged.equals(saved)) {
            Plugged.write(directory, plugged);
            saved = plugged;
        }
    }

    private List<Workload> wanted() {
        Map<String, List<IpPrefix>> subnets = new HashMap<>();
        for (JsonNode slice : api.list("slices")) {
            String name = slice.path("metadata").path("tenant").asString("") + "/"
                    + slice.path("metadata").path("name").asString("");
            subnets.put(
                    name,
                    slice.path("spec").path("subnets").values().stream()
                            .map(subnet -> IpPrefix.parse(subnet.asString("")))
                            .toList());
        }
        List<Workload> wanted = new ArrayList<>();
        for (JsonNode port : api.list("ports")) {
            Workload.of(port, subnets)
                    .filter(w -> state.hostNames().contains(w.host()))
                    .ifPresent(wanted::add);
        }
        return wanted;
    }

    private void exists(Workload workload) {
        Workload _ = existing.put(workload.name(), workload);
    }

    private Bridge bridge(String host) {
        Bridge bridge = bridges.get(host);
        if (bridge == null) {
            throw new IllegalArgumentException("no host " + host);
        }
        return bridge;
    }

    private interface Follow {
        void run() throws IOException;
    }

    private static void forever(Follow follow) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                follow.run();
            } catch (IOException away) {
                // The other side is down or restarts: it is asked again.
            }
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
