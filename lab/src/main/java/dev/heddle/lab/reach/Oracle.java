package dev.heddle.lab.reach;

import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What declared objects say about reachability, and nothing else: two ports reach each other exactly when they are in
 * one slice, at addresses of one subnet of it.
 */
public final class Oracle {
    private final List<Endpoint> endpoints;
    private final Map<String, List<IpPrefix>> subnets;

    private Oracle(List<Endpoint> endpoints, Map<String, List<IpPrefix>> subnets) {
        this.endpoints = endpoints;
        this.subnets = subnets;
    }

    /** Reads ports that name a host, and slices, as the API shows them. */
    public static Oracle of(List<JsonNode> slices, List<JsonNode> ports) {
        Map<String, List<IpPrefix>> subnets = new HashMap<>();
        for (JsonNode slice : slices) {
            subnets.put(
                    text(slice, "metadata", "tenant") + "/" + text(slice, "metadata", "name"),
                    slice.path("spec").path("subnets").values().stream()
                            .map(subnet -> IpPrefix.parse(subnet.asString("")))
                            .toList());
        }
        List<Endpoint> endpoints = new ArrayList<>();
        for (JsonNode port : ports) {
            if (!text(port, "spec", "host").isEmpty()) {
                endpoints.add(new Endpoint(
                        text(port, "metadata", "tenant"),
                        text(port, "metadata", "name"),
                        text(port, "spec", "slice"),
                        text(port, "metadata", "uid"),
                        port.path("effective").path("ips").values().stream()
                                .map(ip -> IpAddress.parse(ip.asString("")))
                                .toList()));
            }
        }
        return new Oracle(List.copyOf(endpoints), subnets);
    }

    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** Every address of every other port, asked for by every port. */
    public List<Probe> probes() {
        List<Probe> probes = new ArrayList<>();
        for (Endpoint from : endpoints) {
            for (Endpoint to : endpoints) {
                if (!from.equals(to)) {
                    to.addresses().forEach(address -> probes.add(new Probe(from, to, address)));
                }
            }
        }
        return probes;
    }

    /** Whether the declared port {@code to} itself shall answer. */
    public boolean reaches(Probe probe) {
        return probe.from().sameSlice(probe.to()) && onLink(probe.from(), probe.address());
    }

    /** Whether the request may arrive at that port: it holds the address in the asking port's own slice. */
    public boolean mayHear(Probe probe, Endpoint listener) {
        return listener.sameSlice(probe.from()) && listener.addresses().contains(probe.address());
    }

    private boolean onLink(Endpoint from, IpAddress address) {
        return subnets.getOrDefault(from.tenant() + "/" + from.slice(), List.of()).stream()
                .filter(subnet -> subnet.contains(address))
                .anyMatch(subnet -> from.addresses().stream().anyMatch(subnet::contains));
    }

    private static String text(JsonNode object, String outer, String inner) {
        return object.path(outer).path(inner).asString("");
    }
}
