package dev.heddle.controller.http;

import dev.heddle.model.Kind;
import dev.heddle.model.Resource;
import dev.heddle.model.manifest.EffectiveSpec;
import dev.heddle.model.state.HostState;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The spec with defaults, with what was allocated and with what a host told where it says nothing. Pure. */
final class Effective {
    private Effective() {}

    static ObjectNode of(Resource resource, Snapshot now) {
        HostState host = resource.key().kind() == Kind.HOST
                ? now.hosts().get(resource.key().name())
                : null;
        ObjectNode out = EffectiveSpec.of(host == null ? resource.spec() : host.effective());
        PortState port = now.port(resource.key());
        if (port == null) {
            return out;
        }
        port.binding().ifPresent(b -> out.put("uplink", b.uplink()));
        ArrayNode ips = out.putArray("ips");
        port.ips().forEach(ip -> ips.add(ip.toString()));
        out.put("mac", port.mac().toString());
        SliceState slice = now.slices().get(Realisation.sliceOf(port));
        if (slice != null) {
            out.put("mtu", slice.spec().mtu());
        }
        return out;
    }
}
