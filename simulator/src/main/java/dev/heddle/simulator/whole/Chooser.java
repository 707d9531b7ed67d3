package dev.heddle.simulator.whole;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chooses a schedule for a seed. Each seed has its own liking: some kinds of act often, some never; and its own pace.
 */
final class Chooser {
    /** Acts after those of the beginning. */
    static final int ACTS = 45;

    private static final int KINDS = 21;
    private static final List<Act.Hand> HANDS = List.of(Act.Hand.values());
    private static final List<Act.Moment> MOMENTS = List.of(Act.Moment.values());
    private static final List<Act.Place> PLACES = List.of(Act.Place.values());
    private static final int MOST_FOREIGN_ROWS = 12;
    private static final int MOST_LOST_NUMBERS = 6;
    private static final long BESIDE_NANOS = 20_000_000;
    private static final long SOON_NANOS = 400_000_000;
    private static final int LONG_AWAY_MILLIS = 40_000;

    private final SplittableRandom random;
    private final int hosts;
    private final int[] likings = new int[KINDS];
    private final List<Schedule.Timed> acts = new ArrayList<>();
    private long nanos;

    private Chooser(long seed) {
        random = new SplittableRandom(seed);
        hosts = 2 + random.nextInt(3);
        for (int kind = 0; kind < KINDS; kind++) {
            likings[kind] = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(8);
        }
        likings[0] += 4;
        likings[4] += 4;
    }

    static Schedule schedule(long seed) {
        Chooser chooser = new Chooser(seed);
        chooser.begin();
        for (int i = 0; i < ACTS; i++) {
            chooser.pause();
            chooser.any();
        }
        chooser.foreignRows();
        chooser.lostNumbers();
        return new Schedule(seed, chooser.hosts, chooser.acts);
    }

    /** Everything is declared but some ports, and most of it plugged; then ports move while nothing is wrong. */
    private void begin() {
        List<Declared> all = new ArrayList<>();
        for (int host = 0; host < hosts; host++) {
            all.add(new Declared.Host(host, false));
        }
        for (int tenant = 0; tenant < Declared.TENANTS; tenant++) {
            all.addAll(tenant(tenant));
            for (int slice = 0; slice < Declared.SLICES; slice++) {
                all.add(new Declared.Slice(tenant, slice));
            }
            for (int port = 0; port < Declared.PORTS; port++) {
                if (random.nextInt(4) > 0) {
                    all.add(new Declared.Port(tenant, port, port % Declared.SLICES, -1));
                }
            }
        }
        add(new Act.Apply(all));
        nanos += 20_000_000;
        for (int tenant = 0; tenant < Declared.TENANTS; tenant++) {
            for (int port = 0; port < Declared.PORTS; port++) {
                if (random.nextInt(4) > 0) {
                    add(new Act.Plug(random.nextInt(hosts), tenant, port, random.nextInt(4) > 0));
                }
            }
        }
        nanos += random.nextLong(5_000_000_000L);
        for (int moves = random.nextInt(3); moves > 0; moves--) {
            move();
            nanos += random.nextLong(3_000_000_000L);
        }
    }

    private static List<Declared> tenant(int tenant) {
        return List.of(new Declared.Tenant(tenant), new Declared.Network(tenant, 0), new Declared.Network(tenant, 1));
    }

    private void add(Act act) {
        acts.add(new Schedule.Timed(Duration.ofNanos(nanos), act));
    }

    /** Mostly things happen while others are under way, at times all is quiet. */
    private void pause() {
        nanos += switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> random.nextLong(3_000_000L);
            case 4, 5, 6 -> random.nextLong(50_000_000L);
            case 7, 8 -> random.nextLong(1_000_000_000L);
            default -> random.nextLong(12_000_000_000L);
        };
    }

    private void any() {
        int total = 0;
        for (int liking : likings) {
            total += liking;
        }
        int at = random.nextInt(total);
        int kind = 0;
        while (at >= likings[kind]) {
            at -= likings[kind++];
        }
        if (kind == KINDS - 1) {
            move();
        } else {
            add(act(kind));
        }
    }

    private Act act(int kind) {
        int host = random.nextInt(hosts);
        int tenant = random.nextInt(Declared.TENANTS);
        int port = random.nextInt(Declared.PORTS);
        int slice = random.nextInt(Declared.SLICES);
        return switch (kind) {
            case 0 -> new Act.Apply(ports(tenant));
            case 1 -> new Act.DeletePort(tenant, port);
            case 2 -> new Act.DeleteSlice(tenant, slice);
            case 3 ->
                random.nextBoolean()
                        ? new Act.DeleteHost(host)
                        : new Act.Apply(List.of(new Declared.Host(host, random.nextBoolean())));
            case 4 -> new Act.Plug(host, tenant, port, random.nextInt(4) > 0);
            case 5 -> new Act.Unplug(host, tenant, port);
            case 6 -> new Act.PlugStranger(host);
            case 7 -> new Act.CutBridge(host);
            case 8 -> new Act.CutDatabase(host);
            case 9 -> new Act.Partition(host, longMillis());
            case 10 -> new Act.Slow(host, 2 + random.nextInt(50), 1 + random.nextInt(3000));
            case 11 -> new Act.Repeat(host, 1 + random.nextInt(3));
            case 12 -> new Act.RestartSwitch(host);
            case 13 -> new Act.RestartDatabase(host);
            case 14 -> new Act.RefuseBundle(host, random.nextInt(12));
            case 15 -> new Act.ForeignFlow(host, random.nextInt(1000));
            case 16 -> new Act.Edit(host, hand(), random.nextInt(1000));
            case 17 -> new Act.Crash(moment(), 1 + random.nextInt(3000));
            case 18 -> new Act.DiskFull(1 + random.nextInt(4000));
            default -> new Act.ClockJump(random.nextInt(-20_000, 20_000));
        };
    }

    /** Chosen after those: without these the schedule is the same. Some come before the controller has begun. */
    private void foreignRows() {
        List<Schedule.Timed> beside = List.copyOf(acts);
        for (int left = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(MOST_FOREIGN_ROWS); left > 0; left--) {
            Duration at = random.nextInt(4) == 0
                    ? Duration.ZERO
                    : beside.get(random.nextInt(beside.size())).at();
            Act act = new Act.ForeignRow(
                    random.nextInt(hosts), PLACES.get(random.nextInt(PLACES.size())), random.nextInt(1000));
            acts.add(new Schedule.Timed(at.plusNanos(random.nextLong(BESIDE_NANOS)), act));
        }
        acts.sort(Comparator.comparing(Schedule.Timed::at));
    }

    /** Chosen after all others; often soon after each other. */
    private void lostNumbers() {
        List<Schedule.Timed> beside = List.copyOf(acts);
        int host = random.nextInt(hosts);
        Duration at = beside.getLast().at();
        for (int left = random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(MOST_LOST_NUMBERS); left > 0; left--) {
            if (random.nextBoolean()) {
                host = random.nextInt(hosts);
                at = beside.get(random.nextInt(beside.size())).at();
            }
            at = at.plusNanos(random.nextLong(SOON_NANOS));
            acts.add(new Schedule.Timed(at, new Act.LoseTunnelNumber(host)));
        }
        acts.sort(Comparator.comparing(Schedule.Timed::at));
    }

    private List<Declared> ports(int tenant) {
        List<Declared> out = new ArrayList<>(tenant(tenant));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int port = random.nextInt(Declared.PORTS);
            int slice = slice(port);
            Declared of = new Declared.Slice(tenant, slice);
            if (!out.contains(of)) {
                out.add(of);
            }
            boolean named = out.stream().anyMatch(d -> d instanceof Declared.Port p && p.port() == port);
            if (!named) {
                out.add(new Declared.Port(tenant, port, slice, -1));
            }
        }
        return out;
    }

    /** A port moves: mostly it has both interfaces for a while. */
    private void move() {
        int tenant = random.nextInt(Declared.TENANTS);
        int port = random.nextInt(Declared.PORTS);
        int to = random.nextInt(hosts);
        add(new Act.Apply(List.of(new Declared.Port(tenant, port, port % Declared.SLICES, to))));
        nanos += random.nextLong(20_000_000L);
        add(new Act.Plug(to, tenant, port, random.nextInt(4) > 0));
        if (random.nextInt(3) > 0) {
            nanos += random.nextLong(8_000_000_000L);
            add(new Act.UnplugElsewhere(to, tenant, port));
        }
    }

    private int slice(int port) {
        return Declared.keepsSlice(port) || random.nextInt(3) > 0
                ? port % Declared.SLICES
                : random.nextInt(Declared.SLICES);
    }

    private int longMillis() {
        return random.nextInt(6) == 0 ? random.nextInt(LONG_AWAY_MILLIS) : 1 + random.nextInt(2000);
    }

    private Act.Hand hand() {
        return HANDS.get(random.nextInt(HANDS.size()));
    }

    private Act.Moment moment() {
        return MOMENTS.get(random.nextInt(MOMENTS.size()));
    }
}
