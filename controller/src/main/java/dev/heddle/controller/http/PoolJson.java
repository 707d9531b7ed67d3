package dev.heddle.controller.http;

import dev.heddle.model.manifest.EffectiveSpec;
import dev.heddle.model.pool.Amounts;
import dev.heddle.model.pool.HostBook;
import dev.heddle.model.pool.Measure;
import dev.heddle.model.pool.PoolView;
import dev.heddle.model.text.HostNames;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pool as the API shows it. Pure. */
final class PoolJson {
    private PoolJson() {}

    static ObjectNode of(PoolView pool) {
        ObjectNode out = Json.object().put("kind", "Pool");
        ObjectNode status = out.putObject("status");
        status.set("capacity", amounts(pool.capacity()));
        status.set("system", amounts(pool.system()));
        status.set("reserved", amounts(pool.reserved()));
        status.set("leased", amounts(pool.leased()));
        status.set("free", amounts(pool.free()));
        ArrayNode domains = status.putArray("domains");
        pool.domains().forEach(domain -> domains.add(domain(domain)));
        ArrayNode tenants = status.putArray("tenants");
        pool.tenants().forEach(tenant -> tenants.add(tenant(tenant)));
        return out;
    }

    /** As in manifests: quantities in the largest unit that leaves an integer, GPUs as a number. */
    static ObjectNode amounts(Amounts amounts) {
        ObjectNode out = Json.object();
        for (Measure measure : Measure.values()) {
            if (measure == Measure.GPU) {
                out.put(measure.word(), measure.in(amounts));
            } else {
                out.put(measure.word(), measure.format(measure.in(amounts)));
            }
        }
        return out;
    }

    /** What a host has and who holds what of it. */
    static void addTo(ObjectNode status, HostBook host) {
        status.set("capacity", amounts(host.capacity()));
        status.set("leased", amounts(host.leased()));
        status.set("free", amounts(host.free()));
        if (!host.gpus().isEmpty() || !host.freeGpus().isEmpty()) {
            status.putObject("gpus")
                    .put("leased", host.gpus().toString())
                    .put("free", host.freeGpus().toString());
        }
        ArrayNode leases = status.putArray("leases");
        host.leases().values().forEach(lease -> {
            ObjectNode out = leases.addObject().put("owner", lease.owner().toString());
            out.setAll(amounts(lease.amounts()));
            if (!lease.gpus().isEmpty()) {
                out.put("gpus", lease.gpus().toString());
            }
        });
    }

    private static ObjectNode domain(PoolView.InDomain domain) {
        ObjectNode out = Json.object();
        out.put("path", domain.path());
        out.put("level", domain.level());
        out.put("hosts", HostNames.fold(domain.hosts()));
        out.set("capacity", amounts(domain.capacity()));
        out.set("system", amounts(domain.system()));
        out.set("leased", amounts(domain.leased()));
        out.set("free", amounts(domain.free()));
        return out;
    }

    private static ObjectNode tenant(PoolView.OfTenant tenant) {
        ObjectNode out = Json.object();
        out.put("tenant", tenant.tenant());
        out.set("quota", EffectiveSpec.of(tenant.quota()).withObject("quota"));
        ObjectNode used = amounts(tenant.used().held());
        used.put("ports", tenant.used().ports());
        used.put("slices", tenant.used().slices());
        out.set("used", used);
        return out;
    }
}
