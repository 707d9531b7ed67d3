package dev.heddle.controller.http;

import dev.heddle.controller.state.HostStatus;
import dev.heddle.model.Resource;
import dev.heddle.model.pool.HostBook;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What {@code status} holds beside the conditions. Pure. */
final class Facts {
    private Facts() {}

    static void add(ObjectNode status, Resource resource, Realisation realisation) {
        switch (resource.key().kind()) {
            case HOST -> host(status, resource.key().name(), realisation);
            case SLICE -> slice(status, realisation.now().slices().get(resource.key()));
            case PORT -> port(status, realisation.now().port(resource.key()), realisation);
            case TENANT, TOPOLOGY, NETWORK -> {}
        }
    }

    private static void host(ObjectNode out, String name, Realisation realisation) {
        HostState host = realisation.now().hosts().get(name);
        if (host != null) {
            ObjectNode endpoints = out.putObject("endpoints");
            host.endpoints().forEach(e -> endpoints.put(e.uplink(), Integer.toUnsignedLong(e.number())));
        }
        HostBook book = realisation.now().books().host(name);
        if (book != null) {
            PoolJson.addTo(out, book);
        }
        HostStatus status = realisation.status(name);
        if (status == null) {
            return;
        }
        out.put("phase", status.phase().name().toLowerCase(Locale.ROOT));
        out.put("realised", status.realised());
        out.put("flows", status.installedFlows());
        out.set("withheld", Json.array(status.withheld()));
        out.set("problems", Json.array(status.problems()));
        if (!status.objectErrors().isEmpty()) {
            ObjectNode refused = out.putObject("refused");
            status.objectErrors().forEach((id, words) -> refused.put(Long.toString(id), words));
        }
        drops(out, status.drops().getOrDefault("", Map.of()));
    }

    private static void slice(ObjectNode out, @Nullable SliceState slice) {
        if (slice != null) {
            out.put("vni", slice.vni());
            out.put("ports", slice.ports().size());
        }
    }

    private static void port(ObjectNode out, @Nullable PortState port, Realisation realisation) {
        if (port == null) {
            return;
        }
        port.binding().ifPresent(b -> {
            out.put("host", b.host());
            out.put("uplink", b.uplink());
        });
        if (!port.standby().isEmpty()) {
            out.set("standby", Json.array(port.standby()));
        }
        port.binding().map(b -> realisation.status(b.host())).ifPresent(s -> {
            drops(out, s.drops().getOrDefault(port.resource().uid().toString(), Map.of()));
            drops(out, s.drops().getOrDefault(port.resource().key().path(), Map.of()));
        });
    }

    private static void drops(ObjectNode out, Map<String, Long> byReason) {
        if (!byReason.isEmpty()) {
            ObjectNode drops = out.putObject("drops");
            new TreeMap<>(byReason).forEach(drops::put);
        }
    }
}
