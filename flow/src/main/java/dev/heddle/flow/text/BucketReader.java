package dev.heddle.flow.text;

import dev.heddle.flow.Action;
import dev.heddle.flow.Group;
import dev.heddle.flow.PortRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the buckets of one group. Not thread-safe. */
final class BucketReader {
    private static final String BUCKET = "bucket=";
    private static final int NO_ID = -1;

    /** The first port that no interface has. */
    private static final int MAX_PORT = 0xff00;

    private final Scanner in;
    private final PortNames ports;
    private final Group.Type type;
    private final boolean typed;

    /** @param typed whether the type is known, which buckets that are inserted have to fit */
    BucketReader(Scanner in, PortNames ports, Group.Type type, boolean typed) {
        this.in = in;
        this.ports = ports;
        this.type = type;
        this.typed = typed;
    }

    /** Reads all from {@code start} to the end. */
    List<Group.Bucket> readAll(int start) {
        List<Group.Bucket> out = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        for (int at = start; at < in.end(); ) {
            in.moveTo(at + BUCKET.length());
            int next = in.find(BUCKET);
            int end = next < 0 ? in.end() : next;
            starts.add(at);
            out.add(bucket(in.part(in.position(), end), at));
            at = end;
        }
        return numbered(out, starts);
    }

    private Group.Bucket bucket(Scanner part, int start) {
        int id = NO_ID;
        int weight = type == Group.Type.SELECT ? 1 : 0;
        @Nullable PortRef watchPort = null;
        int watchGroup = Group.NONE;
        Actions actions = new Actions(ports);
        Pairs pairs = new Pairs(part);
        while (pairs.next()) {
            Scanner value = pairs.value();
            switch (pairs.key().toLowerCase(Locale.ROOT)) {
                case "weight" -> {
                    weight = (int) value.number(0xffff, "weight");
                    value.requireEnd();
                }
                case "watch_port" -> watchPort = watched(value);
                case "watch_group" -> watchGroup = bounded(value, Group.MAX, "groups");
                case "bucket_id" -> id = bounded(value, Group.Bucket.MAX_ID, "buckets");
                case "action", "actions" -> actions.takeAll(value);
                default -> actions.take(pairs);
            }
        }
        List<Action> read = actions.read(part, start);
        check(weight, watchPort != null || watchGroup != Group.NONE, start);
        return new Group.Bucket(id, weight, watchPort, watchGroup, read, List.of());
    }

    private @Nullable PortRef watched(Scanner value) {
        int start = value.position();
        PortRef.Numbered port = PortText.read(value, ports);
        if (port.value() == Group.NONE) {
            return null;
        }
        if (Integer.compareUnsigned(port.value(), MAX_PORT) >= 0 && !port.equals(PortRef.CONTROLLER)) {
            throw value.error("this port cannot be watched", start);
        }
        return port;
    }

    private static int bounded(Scanner value, int max, String what) {
        int start = value.position();
        int number = GroupReader.u32(value);
        if (Integer.compareUnsigned(number, max) > 0) {
            throw value.error(what + " are numbered from 0 to 0xffffff00", start);
        }
        return number;
    }

    private void check(int weight, boolean watches, int start) {
        if (!typed) {
            return;
        }
        if (type != Group.Type.SELECT && weight != 0) {
            throw in.error("only buckets of a group of type select have a weight", start);
        }
        if (type == Group.Type.FAST_FAILOVER && !watches) {
            throw in.error("a bucket of a group of type ff takes a watch_port or a watch_group", start);
        }
        if ((type == Group.Type.ALL || type == Group.Type.INDIRECT) && watches) {
            throw in.error("a bucket of a group of this type watches nothing", start);
        }
    }

    /** Gives ids as ovs-ofctl does: the lowest ones that no bucket behind the first without an id has. */
    private List<Group.Bucket> numbered(List<Group.Bucket> buckets, List<Integer> starts) {
        Set<Integer> later = new HashSet<>();
        Set<Integer> all = new HashSet<>();
        List<Group.Bucket> out = new ArrayList<>();
        boolean first = true;
        int next = 0;
        for (int i = 0; i < buckets.size(); i++) {
            Group.Bucket bucket = buckets.get(i);
            if (bucket.id() == NO_ID) {
                if (first) {
                    buckets.subList(i, buckets.size()).forEach(b -> later.add(b.id()));
                    first = false;
                }
                while (later.contains(next)) {
                    next++;
                }
                bucket = new Group.Bucket(
                        next++, bucket.weight(), bucket.watchPort(), bucket.watchGroup(), bucket.actions(), List.of());
            }
            if (!all.add(bucket.id())) {
                throw in.error("another bucket has the id " + Integer.toUnsignedString(bucket.id()), starts.get(i));
            }
            out.add(bucket);
        }
        return out;
    }

    /** The actions of one bucket, which stand between its other parts. */
    private static final class Actions {
        private final ActionReader reader;
        private boolean any;
        private boolean drop;

        Actions(PortNames ports) {
            this.reader = new ActionReader(ports, null, ActionReader.Outer.NOTHING);
        }

        void takeAll(Scanner value) {
            any = true;
            Pairs pairs = new Pairs(value);
            while (pairs.next()) {
                take(pairs);
            }
        }

        void take(Pairs pairs) {
            any = true;
            if (pairs.key().equalsIgnoreCase("drop")) {
                drop = true;
            } else {
                reader.take(pairs);
            }
        }

        List<Action> read(Scanner part, int start) {
            if (!any) {
                throw part.error("a bucket takes actions", start);
            }
            if (drop && !reader.actions().isEmpty()) {
                throw part.error("drop stands alone", start);
            }
            return reader.actions();
        }
    }
}
