package dev.heddle.controller.reconcile.contract;

import dev.heddle.model.manifest.CapacityText;
import dev.heddle.model.pool.Observed;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Replica;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.verify.BridgeFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link HostFacts} from one replica, again and again. What was derived is kept as long as the rows that it came from
 * are the same objects, and what turns out equal to what was read before is the same object. Owned by the replica's owner.
 */
public final class FactsReader {
    private static final int FIRST_RESERVED_PORT = 0xff00;

    /** What one row of Interface tells. */
    private record Face(
            Row row,
            String name,
            OptionalInt number,
            boolean refused,
            String error,
            String ifaceId,
            Optional<String> patchedTo) {
        static final Comparator<Face> ORDER = Comparator.comparing(Face::name)
                .thenComparing(face -> face.row().uuid());

        static Face of(Row row) {
            return new Face(
                    row,
                    row.text("name"),
                    portNumber(row),
                    row.number("ofport").orElse(0) == -1,
                    row.text("error"),
                    row.map("external_ids").getOrDefault("iface-id", ""),
                    Optional.of(row.map("options").getOrDefault("peer", ""))
                            .filter(peer -> row.text("type").equals("patch")));
        }

        private static OptionalInt portNumber(Row row) {
            long number = row.number("ofport").orElse(-1);
            return number > 0 && number < FIRST_RESERVED_PORT ? OptionalInt.of((int) number) : OptionalInt.empty();
        }
    }

    /** What the bridge's interfaces tell. */
    private record Plugs(
            SortedMap<String, HostFacts.Plugged> plugged,
            OptionalInt tunnel,
            SortedSet<String> refused,
            SortedMap<String, String> patches,
            List<String> problems) {
        static final Plugs NONE =
                new Plugs(new TreeMap<>(), OptionalInt.empty(), new TreeSet<>(), new TreeMap<>(), List.of());

        Plugs {
            plugged = Collections.unmodifiableSortedMap(plugged);
            refused = Collections.unmodifiableSortedSet(refused);
            patches = Collections.unmodifiableSortedMap(patches);
            problems = List.copyOf(problems);
        }
    }

    /** What the operator lets the host say of its capacity. */
    private record Capacity(String text, Observed observed, Optional<String> problem) {
        static final Capacity NOTHING = new Capacity("", Observed.NOTHING, Optional.empty());

        static Capacity of(String text) {
            if (text.isEmpty()) {
                return NOTHING;
            }
            try {
                return new Capacity(text, CapacityText.parse(text), Optional.empty());
            } catch (IllegalArgumentException e) {
                return new Capacity(text, Observed.NOTHING, Optional.of("BadCapacity: external_ids:" + e.getMessage()));
            }
        }
    }

    /** All that plugs are read from: the bridge's ports, and how often ports and interfaces have changed. */
    private record Source(OvsdbValue ports, long portChanges, long interfaceChanges) {}

    private final Replica replica;
    private Map<UUID, Face> faces = Map.of();
    private @Nullable Source source;
    private Plugs plugs = Plugs.NONE;
    private Capacity capacity = Capacity.NOTHING;

    public FactsReader(Replica replica) {
        this.replica = replica;
    }

    /** What the database tells now; never fails, whatever it holds. */
    public HostFacts read() {
        Optional<Row> root = replica.rows(Tables.ROOT).stream().findFirst();
        Optional<Row> bridge = Tables.bridge(replica);
        Plugs now = plugs(bridge);
        SortedMap<String, String> ids = root.map(row -> row.map("external_ids")).orElseGet(Collections::emptySortedMap);
        Capacity told = capacity(ids.getOrDefault(Tables.CAPACITY, ""));
        SortedMap<String, String> marks =
                bridge.map(row -> row.map("external_ids")).orElseGet(Collections::emptySortedMap);
        return new HostFacts(
                Optional.ofNullable(ids.get("system-id")).filter(id -> !id.isEmpty()),
                bridge.isPresent(),
                Optional.ofNullable(marks.get(Tables.OWNER)),
                Optional.ofNullable(marks.get(Tables.WITNESS)).flatMap(Witness::parse),
                now.plugged(),
                now.tunnel(),
                now.refused(),
                told.observed(),
                bridge.map(row -> Beside.of(replica, row, now.patches())).orElse(BridgeFacts.QUIET),
                problems(now, told));
    }

    private Capacity capacity(String text) {
        if (!text.equals(capacity.text())) {
            capacity = Capacity.of(text);
        }
        return capacity;
    }

    private static List<String> problems(Plugs plugs, Capacity told) {
        if (told.problem().isEmpty()) {
            return plugs.problems();
        }
        List<String> out = new ArrayList<>(plugs.problems());
        out.add(told.problem().get());
        return out;
    }

    private Plugs plugs(Optional<Row> bridge) {
        Source now = new Source(
                bridge.map(row -> row.get("ports")).orElse(OvsdbValue.NONE),
                replica.changes(Tables.PORT),
                replica.changes(Tables.INTERFACE));
        if (!now.equals(source)) {
            source = now;
            Plugs read = plugs(bridge.map(this::faces).orElse(List.of()));
            plugs = read.equals(plugs) ? plugs : read;
        }
        return plugs;
    }

    /** By name, so that of two with one iface-id the same one wins each time. */
    private List<Face> faces(Row bridge) {
        Map<UUID, Face> known = faces;
        faces = new HashMap<>();
        for (Row port : replica.follow(bridge, "ports", Tables.PORT)) {
            for (Row row : replica.follow(port, "interfaces", Tables.INTERFACE)) {
                faces.put(row.uuid(), face(row, known.get(row.uuid())));
            }
        }
        List<Face> sorted = new ArrayList<>(faces.values());
        sorted.sort(Face.ORDER);
        return sorted;
    }

    /** Identity on purpose: the same row tells the same. */
    @SuppressWarnings("ReferenceEquality")
    private static Face face(Row row, @Nullable Face known) {
        return known != null && known.row() == row ? known : Face.of(row);
    }

    private static Plugs plugs(List<Face> faces) {
        TreeMap<String, HostFacts.Plugged> plugged = new TreeMap<>();
        TreeSet<String> refused = new TreeSet<>();
        TreeMap<String, String> patches = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        OptionalInt tunnel = OptionalInt.empty();
        for (Face face : faces) {
            if (!face.error().isEmpty()) {
                problems.add("InterfaceError: " + face.name() + ": " + face.error());
            }
            if (face.refused()) {
                refused.add(face.name());
            }
            face.patchedTo().ifPresent(peer -> patches.put(face.name(), peer));
            if (face.number().isEmpty()) {
                continue;
            }
            int number = face.number().getAsInt();
            if (face.name().equals(Tables.TUNNEL_NAME)) {
                tunnel = face.number();
            }
            HostFacts.Plugged first = face.ifaceId().isEmpty()
                    ? null
                    : plugged.putIfAbsent(face.ifaceId(), new HostFacts.Plugged(face.name(), number));
            if (first != null) {
                problems.add("DuplicateIfaceId: " + face.name() + " carries the iface-id " + face.ifaceId() + " of "
                        + first.name());
            }
        }
        return new Plugs(plugged, tunnel, refused, patches, problems);
    }
}
