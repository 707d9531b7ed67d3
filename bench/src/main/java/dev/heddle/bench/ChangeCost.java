package dev.heddle.bench;

import dev.heddle.compiler.Compiler;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.decide.Acknowledged;
import dev.heddle.model.decide.Applying;
import dev.heddle.model.decide.Binding;
import dev.heddle.model.decide.Claims;
import dev.heddle.model.decide.Context;
import dev.heddle.model.decide.Decision;
import dev.heddle.model.manifest.Manifest;
import dev.heddle.model.manifest.ManifestReader;
import dev.heddle.model.state.Image;
import dev.heddle.model.state.Record;
import dev.heddle.model.testing.World;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What one port costs the state thread and the compiler, at sites of 100, 500 and 2,000 hosts whose slices are alike (50 ports
 * on 10 hosts): CPU time of the deciding thread from the request to the bound port, and of the compiling thread. Medians; a
 * busy machine hardly changes them.
 */
public final class ChangeCost {
    private static final int PORTS_PER_HOST = 25;
    private static final int PORTS_PER_SLICE = 50;
    private static final int HOSTS_PER_SLICE = 10;
    private static final int WARM = 300;
    private static final int MEASURED = 300;

    private ChangeCost() {}

    public static void main(String[] args) {
        System.out.println("hosts   ports  decided and bound, us   compiled, us   hosts concerned");
        for (int hosts : new int[] {100, 500, 2000}) {
            measure(hosts);
        }
    }

    private static void measure(int hosts) {
        int slices = hosts * PORTS_PER_HOST / PORTS_PER_SLICE;
        Image image = site(hosts, slices);
        Compiler compiler = new Compiler();
        compiler.compile(image);
        Claims claims = Claims.NONE;
        long[] decide = new long[MEASURED];
        long[] compile = new long[MEASURED];
        int concerned = 0;
        for (int i = -WARM; i < MEASURED; i++) {
            int slice = (i + WARM) * 7 % slices;
            String name = "added" + (i + WARM);
            String host = "h" + first(slice, hosts);
            claims = claims.with(host, new TreeMap<>(Collections.singletonMap("t/" + name, "if")));
            List<Manifest> manifests = port(name, slice);
            long begun = cpu();
            image = bound(image, claims, manifests);
            long decided = cpu();
            compiler.compile(image);
            long done = cpu();
            concerned = compiler.changed().size();
            if (i >= 0) {
                decide[i] = decided - begun;
                compile[i] = done - decided;
            }
        }
        System.out.printf(
                "%5d  %6d  %21.0f  %13.0f  %16d%n",
                hosts, hosts * PORTS_PER_HOST, median(decide) / 1e3, median(compile) / 1e3, concerned);
    }

    private static Image bound(Image image, Claims claims, List<Manifest> manifests) {
        Context context = new Context(image.revision() + 1, Instant.EPOCH, UUID::randomUUID, OptionalLong.empty());
        if (!(Applying.decide(image, manifests, context) instanceof Decision.Accepted accepted)) {
            throw new IllegalStateException("refused");
        }
        Image declared = replay(image, accepted.records());
        Set<ObjectKey> touched = Binding.touchedBy(declared, claims, accepted.records());
        List<Record> binding = Binding.decide(declared, claims, Acknowledged.NOTHING, Instant.EPOCH, touched)
                .records();
        return replay(declared, binding);
    }

    private static Image replay(Image image, List<Record> records) {
        return image.replay(records, image.revision() + 1, Instant.EPOCH);
    }

    private static Image site(int hosts, int slices) {
        World world = new World().tenant("t");
        for (int h = 0; h < hosts; h++) {
            world.host("h" + h, "172.16.%d.%d".formatted(h >> 8, h & 0xff));
        }
        for (int s = 0; s < slices; s++) {
            world.network("t", "n" + s).slice("t", "s" + s, "n" + s, "10.0.0.0/16");
            for (int p = 0; p < PORTS_PER_SLICE; p++) {
                String name = "p" + s + "-" + p;
                world.port("t", name, "s" + s);
                world.bind("t", name, "h" + (first(s, hosts) + p % HOSTS_PER_SLICE) % hosts);
            }
        }
        return world.image();
    }

    private static int first(int slice, int hosts) {
        return slice * HOSTS_PER_SLICE % hosts;
    }

    private static List<Manifest> port(String name, int slice) {
        String text = """
                apiVersion: heddle.dev/v1
                kind: Port
                metadata: {tenant: t, name: %s}
                spec: {slice: s%d}
                """.formatted(name, slice);
        return ManifestReader.read(name, text.getBytes(StandardCharsets.UTF_8)).manifests();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
