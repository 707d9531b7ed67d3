package dev.heddle.simulator.whole;

import dev.heddle.ovs.openflow.PortDesc;
import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.simulator.openflow.SimSwitch;
import dev.heddle.simulator.ovsdb.SimDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What makes the switch from the database's rows, a moment after they change: gives ports numbers, which no port has had
 * before, and writes them down. After a restart the rows tell the old numbers for a moment.
 */
final class Vswitchd {
    private static final String BRIDGE = "br-int";
    private static final String TUNNEL = "heddle-vx";
    private static final long PAUSE_NANOS = 4_000_000;

    /** How long after a restart the rows may tell the old numbers. */
    private static final long STALE_NANOS = 1_500_000_000;

    private static final int LOCAL = 0xfffffffe;

    private final Timeline time;
    private final RandomGenerator random;
    private final SimDatabase database;
    private final SimSwitch bridge;
    private final Runnable done;
    private final Map<String, Integer> numbers = new TreeMap<>();
    private int lastNumber;
    private boolean planned;
    private boolean losing;
    private boolean lost;
    private long staleUntil;
    private long version;

    /** @param done called after each look at the rows */
    Vswitchd(Timeline time, RandomGenerator random, SimDatabase database, SimSwitch bridge, Runnable done) {
        this.time = time;
        this.random = random;
        this.database = database;
        this.bridge = bridge;
        this.done = done;
        database.onChange(tables -> {
            if (!losing) {
                soon();
            }
        });
    }

    /** Whether rows have changed, or tell old numbers, that it has not looked at. */
    boolean isBehind() {
        return planned;
    }

    /** Whether the rows say that a port has no number though it has, and nobody has made it look at them since. */
    boolean hasLostNumber() {
        return lost;
    }

    /** Numbers by interface name. */
    Map<String, Integer> numbers() {
        return numbers;
    }

    /** Grows with each change of the ports. */
    long version() {
        return version;
    }

    /** It ends and begins anew: nothing of the switch is left, and the ports get other numbers. */
    void restart() {
        bridge.restart();
        numbers.values().forEach(bridge::removePort);
        numbers.clear();
        lastNumber = random.nextInt(8);
        version++;
        assign();
        staleUntil = time.nanoTime() + random.nextLong(STALE_NANOS);
        soon();
    }

    /** The rows say that the tunnel has no number, and it does not look at them again because of that. */
    void loseTunnelNumber() {
        Row tunnel = faces().get(TUNNEL);
        if (tunnel != null) {
            losing = true;
            database.transact(
                    List.of(Operation.update(
                            "Interface",
                            Map.of("ofport", OvsdbValue.of(-1), "error", OvsdbValue.of("no longer true")),
                            Condition.row(tunnel.uuid()))),
                    time.nanoTime());
            losing = false;
            lost = true;
        }
    }

    /** Where the bridge shall dial, if anywhere. */
    Optional<String> controller() {
        return bridgeRow()
                .flatMap(row -> row.refs("controller").stream().findFirst())
                .map(id -> database.find("Controller", id))
                .map(row -> row.text("target"));
    }

    private void soon() {
        if (!planned) {
            planned = true;
            time.after(random.nextLong(PAUSE_NANOS), this::look);
        }
    }

    private void look() {
        planned = false;
        assign();
        long stale = staleUntil - time.nanoTime();
        if (stale > 0) {
            planned = true;
            time.after(stale, this::look);
        } else {
            write();
        }
        done.run();
    }

    private void assign() {
        Map<String, Row> wanted = faces();
        for (Map.Entry<String, Integer> each : new TreeMap<>(numbers).entrySet()) {
            if (!wanted.containsKey(each.getKey())) {
                numbers.remove(each.getKey());
                bridge.removePort(each.getValue());
                version++;
            }
        }
        wanted.keySet().forEach(name -> {
            if (!numbers.containsKey(name)) {
                int number = name.equals(BRIDGE) ? LOCAL : ++lastNumber;
                numbers.put(name, number);
                bridge.putPort(new PortDesc(number, number, name, 0, 0, List.of()));
                version++;
            }
        });
    }

    private void write() {
        List<Operation> operations = new ArrayList<>();
        faces().forEach((name, row) -> {
            int number = numbers.getOrDefault(name, -1);
            long told = number == LOCAL ? 65534 : number;
            if (row.number("ofport").orElse(Long.MIN_VALUE) != told) {
                operations.add(Operation.update(
                        "Interface",
                        Map.of("ofport", OvsdbValue.of(told), "error", OvsdbValue.NONE),
                        Condition.row(row.uuid())));
            }
        });
        if (!operations.isEmpty()) {
            database.transact(operations, time.nanoTime());
        }
        lost = false;
    }

    /** The rows of br-int's interfaces by name. */
    Map<String, Row> faces() {
        Map<String, Row> out = new TreeMap<>();
        for (UUID port : bridgeRow().map(row -> row.refs("ports")).orElse(List.of())) {
            Row row = database.find("Port", port);
            for (UUID face : row == null ? List.<UUID>of() : row.refs("interfaces")) {
                Row found = database.find("Interface", face);
                if (found != null) {
                    out.put(found.text("name"), found);
                }
            }
        }
        return out;
    }

    /** The interfaces with a number, without the bridge's own and the tunnel. */
    Map<Integer, Iface> ports() {
        Map<Integer, Iface> out = new HashMap<>();
        faces().forEach((name, row) -> {
            Integer number = numbers.get(name);
            if (number != null && number != LOCAL && !name.equals(TUNNEL)) {
                out.put(number, new Iface(name, row.map("external_ids").getOrDefault("iface-id", "")));
            }
        });
        return out;
    }

    /** The tunnel's number, or null. */
    @Nullable
    Integer tunnel() {
        return numbers.get(TUNNEL);
    }

    private Optional<Row> bridgeRow() {
        return Optional.ofNullable(database.named("Bridge", BRIDGE));
    }
}
