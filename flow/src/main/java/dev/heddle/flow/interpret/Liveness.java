package dev.heddle.flow.interpret;

import dev.heddle.flow.Group;
import dev.heddle.flow.Group.Bucket;
import dev.heddle.flow.PortRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which buckets of a group that takes one may be taken, from what is known of the ports. */
final class Liveness {
    private static final int MAX_LINKS = 128;

    private enum Alive {
        NO,
        MAYBE,
        YES
    }

    private final Tables tables;
    private final Ports ports;

    Liveness(Tables tables, Ports ports) {
        this.tables = tables;
        this.ports = ports;
    }

    /** The buckets that may be taken. */
    List<Bucket> candidates(Group group) {
        List<Bucket> out = new ArrayList<>();
        for (Bucket bucket : group.buckets()) {
            Alive alive = alive(group, bucket, 0);
            if (alive != Alive.NO) {
                out.add(bucket);
            }
            if (alive == Alive.YES && group.type() == Group.Type.FAST_FAILOVER) {
                break;
            }
        }
        return out;
    }

    /** Whether it may be that no bucket is alive. */
    boolean mayHaveNone(Group group) {
        return alive(group, 0) != Alive.YES;
    }

    private Alive alive(Group group, int depth) {
        Alive best = Alive.NO;
        for (Bucket bucket : group.buckets()) {
            best = max(best, alive(group, bucket, depth));
        }
        return best;
    }

    private Alive alive(Group group, Bucket bucket, int depth) {
        if (depth >= MAX_LINKS || (group.type() == Group.Type.SELECT && bucket.weight() == 0)) {
            return Alive.NO;
        }
        @Nullable PortRef port = bucket.watchPort();
        boolean watchesPort = port != null && !port.equals(PortRef.ANY);
        if (!watchesPort && bucket.watchGroup() == Group.NONE) {
            return Alive.YES;
        }
        Alive alive = port == null || !watchesPort ? Alive.NO : alive(Packet.value(port));
        if (bucket.watchGroup() != Group.NONE) {
            @Nullable Group watched = tables.group(bucket.watchGroup());
            alive = max(alive, watched == null ? Alive.NO : alive(watched, depth + 1));
        }
        return alive;
    }

    private Alive alive(int port) {
        return switch (ports.state(port)) {
            case UP -> Alive.YES;
            case DOWN, ABSENT -> Alive.NO;
            case UNKNOWN -> Alive.MAYBE;
        };
    }

    private static Alive max(Alive a, Alive b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
