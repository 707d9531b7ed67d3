package dev.heddle.controller.trace;

import dev.heddle.compiler.Compiler;
import dev.heddle.controller.reconcile.Installed;
import dev.heddle.controller.reconcile.PortMap;
import dev.heddle.controller.state.Refused;
import dev.heddle.controller.state.Traces.Protocol;
import dev.heddle.controller.state.Traces.Question;
import dev.heddle.controller.state.Traces.Trace;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Group;
import dev.heddle.flow.Program;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.state.PortState;
import dev.heddle.model.testing.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Hosts of which each holds the program of a world, with port numbers, and what a test adds or takes away. */
final class Fabric {
    private static final int TUNNEL = 1;

    final World world;
    private final Map<String, List<Flow>> more = new HashMap<>();
    private final Map<String, List<Group>> groups = new HashMap<>();
    private final Map<String, Predicate<Flow>> without = new HashMap<>();
    private final Set<String> away = new HashSet<>();

    Fabric(World world) {
        this.world = world;
    }

    /** A flow that others put there. */
    Fabric foreign(String host, String line) {
        more.computeIfAbsent(host, h -> new ArrayList<>())
                .add(FlowText.readFlow(line, PortNames.NONE).flow());
        return this;
    }

    /** A group that others put there. */
    Fabric group(String host, String line) {
        groups.computeIfAbsent(host, h -> new ArrayList<>()).add(FlowText.readGroup(line, PortNames.NONE));
        return this;
    }

    /** Flows that the host shall hold and does not. */
    Fabric without(String host, Predicate<Flow> lost) {
        without.put(host, lost);
        return this;
    }

    Fabric away(String host) {
        away.add(host);
        return this;
    }

    /** The number of a port on its host. */
    int number(String port) {
        return (int) (10 + port(port).resource().id());
    }

    PortState port(String name) {
        PortState port = world.image().port(ObjectKey.of(Kind.PORT, "t", name));
        if (port == null) {
            throw new IllegalStateException("no port " + name);
        }
        return port;
    }

    IpAddress ip(String port, boolean v6) {
        return port(port).ips().stream().filter(ip -> ip.v6() == v6).findFirst().orElseThrow();
    }

    Trace trace(String from, String to) throws Refused {
        return trace(from, IpAddress.parse(to), Protocol.ICMP, 0);
    }

    Trace trace(String from, IpAddress to, Protocol protocol, int number) throws Refused {
        return new Tracer(world::image, this::read)
                .of(new Question(ObjectKey.of(Kind.PORT, "t", from), to, protocol, number));
    }

    private CompletableFuture<Optional<Installed>> read(String host) {
        return CompletableFuture.completedFuture(away.contains(host) ? Optional.empty() : Optional.of(installed(host)));
    }

    private Installed installed(String host) {
        SortedMap<String, String> names = new TreeMap<>();
        SortedMap<String, Integer> numbers = new TreeMap<>();
        numbers.put("heddle-vx", TUNNEL);
        for (Resource resource : world.image().list(Kind.PORT)) {
            PortState port = port(resource.key().name());
            if (port.binding().isPresent() && port.binding().get().host().equals(host)) {
                names.put(resource.uid().toString(), "if-" + resource.key().name());
                numbers.put("if-" + resource.key().name(), number(resource.key().name()));
            }
        }
        PortMap ports = new PortMap(names, numbers);
        Program program = new Compiler().compile(world.image()).get(host);
        List<Flow> flows = new ArrayList<>(more.getOrDefault(host, List.of()));
        for (Flow flow : program.flows()) {
            Flow numbered = flow.resolve(ports);
            if (numbered != null && !without.getOrDefault(host, f -> false).test(numbered)) {
                flows.add(numbered);
            }
        }
        List<Group> all = new ArrayList<>(program.groups());
        all.addAll(groups.getOrDefault(host, List.of()));
        return new Installed(flows, all, ports);
    }
}
