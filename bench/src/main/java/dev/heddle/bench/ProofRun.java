package dev.heddle.bench;

import dev.heddle.compiler.Compiler;
import dev.heddle.compiler.Pipeline;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.PortResolver;
import dev.heddle.flow.Program;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.testing.World;
import dev.heddle.verify.BridgeFacts;
import dev.heddle.verify.Contract;
import dev.heddle.verify.IsolationProof;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * The isolation proof at size: 100 hosts with about 100,000 flows, proved whole and after each of many changes of one flow. CPU
 * time of the one thread, since machines are shared.
 */
public final class ProofRun {
    private static final int HOSTS = 100;
    private static final int SLICES_A_HOST = 20;
    private static final int PORTS_A_SLICE_AND_HOST = 2;
    private static final int ROUNDS = 20;
    private static final int CHANGES = 20_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProofRun() {}

    /** What one switch holds, ports as numbers. */
    private record Switch(Contract contract, List<Flow> flows, List<Group> groups) {
        IsolationProof proof() {
            IsolationProof proof = new IsolationProof(contract, BridgeFacts.QUIET);
            proof.replaceAll(flows, groups);
            return proof;
        }
    }

    public static void main(String[] args) {
        List<Switch> switches = switches();
        long flows = switches.stream().mapToLong(s -> s.flows().size()).sum();
        System.out.printf("%d hosts, %,d flows%n", HOSTS, flows);
        List<IsolationProof> proofs = whole(switches);
        memory(switches, proofs);
        changes(switches, proofs);
    }

    private static List<IsolationProof> whole(List<Switch> switches) {
        long[] cpu = new long[ROUNDS];
        List<IsolationProof> proofs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            proofs.clear();
            long start = THREADS.getCurrentThreadCpuTime();
            for (Switch one : switches) {
                IsolationProof proof = one.proof();
                require(proof.verdict().isProved());
                proofs.add(proof);
            }
            cpu[round] = THREADS.getCurrentThreadCpuTime() - start;
        }
        System.out.printf("whole, CPU ms: first %d", cpu[0] / 1_000_000);
        long[] warm = Arrays.copyOfRange(cpu, ROUNDS / 2, ROUNDS);
        Arrays.sort(warm);
        System.out.printf(", warm %d to %d%n", warm[0] / 1_000_000, warm[warm.length - 1] / 1_000_000);
        return proofs;
    }

    private static void memory(List<Switch> switches, List<IsolationProof> proofs) {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long with = runtime.totalMemory() - runtime.freeMemory();
        proofs.clear();
        System.gc();
        long without = runtime.totalMemory() - runtime.freeMemory();
        System.out.printf(
                "heap: %d MB with all flows, of which %d MB the proofs%n", with >> 20, (with - without) >> 20);
        switches.forEach(s -> proofs.add(s.proof()));
        proofs.forEach(p -> require(p.verdict().isProved()));
    }

    private static void changes(List<Switch> switches, List<IsolationProof> proofs) {
        Random random = new Random(1);
        long[] cpu = new long[CHANGES];
        long[] wall = new long[CHANGES];
        for (int warm = 1; warm >= 0; warm--) {
            for (int i = 0; i < CHANGES; i += 2) {
                int host = random.nextInt(HOSTS);
                List<Flow> flows = switches.get(host).flows();
                Flow flow = flows.get(random.nextInt(flows.size()));
                IsolationProof proof = proofs.get(host);
                time(i, cpu, wall, () -> {
                    proof.remove(flow.key());
                    proof.verdict();
                });
                time(i + 1, cpu, wall, () -> {
                    proof.put(flow);
                    require(proof.verdict().isProved());
                });
            }
        }
        print("change of one flow, CPU us", cpu);
        print("change of one flow, wall us", wall);
    }

    private static void time(int at, long[] cpu, long[] wall, Runnable change) {
        long startCpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        change.run();
        wall[at] = System.nanoTime() - start;
        cpu[at] = THREADS.getCurrentThreadCpuTime() - startCpu;
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: median %.0f, p99 %.0f, p99.9 %.0f%n",
                what,
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length * 99 / 100] / 1e3,
                nanos[nanos.length * 999 / 1000] / 1e3);
    }

    private static void require(boolean proved) {
        if (!proved) {
            throw new IllegalStateException("not proved");
        }
    }

    /** Each slice lies on two hosts next to each other. */
    private static List<Switch> switches() {
        World world = new World();
        for (int h = 0; h < HOSTS; h++) {
            world.host("h" + h, "192.0.2." + (h + 1));
        }
        world.tenant("t").network("t", "n");
        int slices = HOSTS * SLICES_A_HOST / 2;
        for (int s = 0; s < slices; s++) {
            world.slice("t", "s" + s, "n", "10.%d.%d.0/24".formatted(s >> 8, s & 0xff));
            for (int p = 0; p < 2 * PORTS_A_SLICE_AND_HOST; p++) {
                String port = "p" + s + "-" + p;
                world.port("t", port, "s" + s).bind("t", port, "h" + (2 * s + p % 2 + s / (HOSTS / 2)) % HOSTS);
            }
        }
        Image image = world.image();
        List<Switch> out = new ArrayList<>();
        new Compiler().compile(image).forEach((host, program) -> out.add(numbered(image, host, program)));
        return out;
    }

    private static Switch numbered(Image image, String host, Program program) {
        Map<PortRef, PortRef.Numbered> numbers = new HashMap<>();
        numbers.put(Pipeline.TUNNEL_PORT, new PortRef.Numbered(1));
        TreeMap<Integer, Contract.Port> ports = new TreeMap<>();
        TreeMap<String, Integer> vnis = new TreeMap<>();
        for (SliceState slice : image.slices().values()) {
            String name = slice.resource().key().path();
            for (PortState port : slice.ports().values()) {
                if (port.binding().filter(b -> b.host().equals(host)).isPresent()) {
                    int number = 2 + ports.size();
                    String key = port.resource().key().path();
                    numbers.put(new PortRef.Iface(port.resource().uid().toString(), key), new PortRef.Numbered(number));
                    ports.put(number, new Contract.Port(number, key, name));
                    vnis.put(name, slice.vni());
                }
            }
        }
        PortResolver resolver = port -> port instanceof PortRef.Numbered n ? n : numbers.get(port);
        return new Switch(
                new Contract(OptionalInt.of(1), ports, true, vnis, Set.of()),
                program.flows().stream()
                        .map(f -> f.resolve(resolver))
                        .filter(Objects::nonNull)
                        .toList(),
                program.groups().stream().map(g -> g.resolve(resolver)).toList());
    }
}
