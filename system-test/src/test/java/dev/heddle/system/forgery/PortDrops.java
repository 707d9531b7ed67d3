package dev.heddle.system.forgery;

import dev.heddle.system.fixture.LabFixture;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What is counted as dropped at one port, by reason, as the API shows it. */
public record PortDrops(Map<String, Long> byReason) {
    public static PortDrops of(LabFixture lab, String tenant, String port) {
        JsonNode drops = lab.json("get", "port", port, "-t", tenant, "-o", "json")
                .path("status")
                .path("drops");
        Map<String, Long> byReason = new TreeMap<>();
        drops.properties()
                .forEach(drop -> byReason.put(drop.getKey(), drop.getValue().asLong()));
        return new PortDrops(byReason);
    }

    public long count(String reason) {
        return byReason.getOrDefault(reason, 0L);
    }

    /** How much each has grown since. */
    public Map<String, Long> since(PortDrops before) {
        Map<String, Long> growth = new TreeMap<>();
        byReason.forEach((reason, count) -> growth.put(reason, count - before.count(reason)));
        return growth;
    }
}
