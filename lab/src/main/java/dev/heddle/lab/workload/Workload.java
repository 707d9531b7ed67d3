package dev.heddle.lab.workload;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.heddle.lab.LabNames;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a Port asks of its workload.
 *
 * @param host where it shall be plugged
 * @param addresses with prefix lengths, as in {@code 10.9.0.2/24}
 * @param mtu bytes
 */
public record Workload(
        String tenant, String port, String uid, String host, String mac, List<String> addresses, int mtu) {
    public Workload {
        addresses = List.copyOf(addresses);
    }

    /** {@code TENANT/PORT}. */
    @JsonIgnore
    public String name() {
        return tenant + "/" + port;
    }

    /** Its link in br-int of its host. */
    @JsonIgnore
    public String link() {
        return LabNames.workloadLink(uid);
    }

    /** The other end of its device, in the fabric's namespace. */
    @JsonIgnore
    String jack() {
        return LabNames.jack(uid);
    }

    /** Its device until it enters the workload. */
    @JsonIgnore
    String parked() {
        return LabNames.parked(uid);
    }

    /** The other end of {@link #link}, in the fabric's namespace. */
    @JsonIgnore
    String lead() {
        return LabNames.lead(uid, host);
    }

    /**
     * Reads a Port as the API shows it; empty if it names no host or has no addresses yet.
     *
     * @param subnets of each slice, by {@code TENANT/SLICE}
     */
    public static Optional<Workload> of(JsonNode port, Map<String, List<IpPrefix>> subnets) {
        JsonNode metadata = port.path("metadata");
        JsonNode effective = port.path("effective");
        String host = port.path("spec").path("host").asString("");
        String tenant = metadata.path("tenant").asString("");
        if (host.isEmpty() || !effective.has("mac") || !effective.has("mtu")) {
            return Optional.empty();
        }
        String slice = tenant + "/" + port.path("spec").path("slice").asString("");
        List<String> addresses = new ArrayList<>();
        for (JsonNode ip : effective.path("ips").values()) {
            addresses.add(withLength(ip.asString(""), subnets.getOrDefault(slice, List.of())));
        }
        return Optional.of(new Workload(
                tenant,
                metadata.path("name").asString(""),
                metadata.path("uid").asString(""),
                host,
                effective.path("mac").asString(""),
                addresses,
                effective.path("mtu").asInt(0)));
    }

    /** Whether it is plugged where the Port, as the API shows it, asks now, with what it asks. */
    boolean shows(JsonNode asked) {
        JsonNode effective = asked.path("effective");
        List<String> ips = effective.path("ips").values().stream()
                .map(ip -> ip.asString(""))
                .toList();
        return host.equals(asked.path("spec").path("host").asString(""))
                && mac.equals(effective.path("mac").asString(""))
                && mtu == effective.path("mtu").asInt(0)
                && ips.equals(addresses.stream()
                        .map(address -> address.substring(0, address.indexOf('/')))
                        .toList());
    }

    /** An address outside of every subnet reaches itself only. */
    private static String withLength(String text, List<IpPrefix> subnets) {
        IpAddress address = IpAddress.parse(text);
        int length = subnets.stream()
                .filter(subnet -> subnet.contains(address))
                .mapToInt(IpPrefix::length)
                .findFirst()
                .orElse(address.width());
        return address + "/" + length;
    }
}
