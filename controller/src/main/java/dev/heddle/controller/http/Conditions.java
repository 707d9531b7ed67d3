package dev.heddle.controller.http;

import dev.heddle.controller.state.HostStatus;
import dev.heddle.controller.state.HostStatus.Phase;
import dev.heddle.controller.state.Isolation;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Resource;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.SliceState;
import dev.heddle.model.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonPointer;

/** The conditions of each kind. Pure. */
final class Conditions {
    /** Fields that nothing acts upon yet, as JSON pointers into the spec. */
    private static final List<JsonPointer> NOT_ENFORCED =
            List.of(JsonPointer.compile("/bandwidth/limit"), JsonPointer.compile("/preemptible"));

    private Conditions() {}

    /**
     * In the order in which they come true.
     *
     * @param explain what there is to say of a port's binding
     */
    static List<Condition> of(Resource resource, Realisation realisation, Function<PortState, List<String>> explain) {
        List<Condition> out = new ArrayList<>();
        Snapshot now = realisation.now();
        ObjectKey key = resource.key();
        switch (key.kind()) {
            case TENANT -> out.add(realisation.slices(slicesOf(now, key.name())));
            case NETWORK ->
                out.add(realisation.slices(slicesOf(now, String.valueOf(key.tenant())).stream()
                        .filter(s -> s.spec().network().equals(key.name()))
                        .toList()));
            case SLICE -> {
                SliceState slice = now.slices().get(key);
                out.add(realisation.slices(slice == null ? List.of() : List.of(slice)));
            }
            case TOPOLOGY -> out.add(realisation.slices(List.of()));
            case HOST -> {
                out.add(connected(key.name(), realisation));
                out.add(realisation.host(key.name()));
                out.add(isolated(key.name(), realisation));
            }
            case PORT -> {
                PortState port = now.port(key);
                if (port != null) {
                    out.add(bound(port, now.revision(), explain.apply(port)));
                    out.add(realisation.port(port));
                }
            }
        }
        enforced(resource).ifPresent(out::add);
        return out;
    }

    private static Condition connected(String host, Realisation realisation) {
        HostStatus status = realisation.status(host);
        long revision = realisation.now().revision();
        if (status == null) {
            return new Condition("Connected", Condition.Status.FALSE, "Away", "not connected yet", revision);
        }
        return new Condition(
                "Connected",
                Realisation.connected(status) ? Condition.Status.TRUE : Condition.Status.FALSE,
                status.reason().isEmpty() ? word(status.phase()) : status.reason(),
                status.message(),
                revision);
    }

    private static Condition isolated(String host, Realisation realisation) {
        HostStatus status = realisation.status(host);
        Isolation isolation = status == null ? Isolation.UNCHECKED : status.isolation();
        return new Condition(
                "Isolated",
                switch (isolation.verdict()) {
                    case PROVED -> Condition.Status.TRUE;
                    case VIOLATED -> Condition.Status.FALSE;
                    case NOT_PROVEN -> Condition.Status.UNKNOWN;
                },
                isolation.reason(),
                isolation.message(),
                status == null ? 0 : status.realised());
    }

    private static Condition bound(PortState port, long revision, List<String> remarks) {
        Optional<PortState.Binding> binding = port.binding();
        if (binding.isPresent()) {
            String where = "on " + binding.get().host() + " by " + binding.get().uplink();
            List<String> words = new ArrayList<>(List.of(where));
            words.addAll(remarks);
            return new Condition("Bound", Condition.Status.TRUE, "Bound", String.join("; ", words), revision);
        }
        if (!remarks.isEmpty()) {
            return new Condition("Bound", Condition.Status.FALSE, "NotBound", String.join("; ", remarks), revision);
        }
        String where = port.spec().host().map(h -> "host " + h + " has no").orElse("no host has an");
        String message = where + " interface with iface-id " + port.resource().uid();
        return new Condition("Bound", Condition.Status.FALSE, "NotPlugged", message, revision);
    }

    /** Names the written fields that nothing acts upon yet. */
    private static Optional<Condition> enforced(Resource resource) {
        List<String> fields = new ArrayList<>();
        for (JsonPointer field : NOT_ENFORCED) {
            if (!resource.written().at(field).isMissingNode()) {
                fields.add("spec" + field.toString().replace('/', '.'));
            }
        }
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Condition(
                "Enforced",
                Condition.Status.FALSE,
                "NotEnforced",
                "stored, not enforced yet: " + String.join(", ", fields),
                resource.revision()));
    }

    private static List<SliceState> slicesOf(Snapshot now, String tenant) {
        List<SliceState> out = new ArrayList<>();
        for (SliceState slice :
                now.slices().tailMap(ObjectKey.of(Kind.SLICE, tenant, "")).values()) {
            if (!tenant.equals(slice.resource().key().tenant())) {
                break;
            }
            out.add(slice);
        }
        return out;
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case PENDING -> "Pending";
            case AWAY -> "Away";
            case SYNCING, REALISED -> "Connected";
            case REFUSED -> "Refused";
            case JOURNAL_OLDER -> "JournalOlder";
        };
    }
}
