package dev.heddle.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group entry (OpenFlow 1.5.1 section 5.10; ovs-ofctl(8), "Group Syntax"). A group without buckets drops.
 *
 * @param id 0 to {@link #MAX}
 * @param selection how a {@link Type#SELECT} group chooses, or null for the switch's own way
 * @param properties group properties that this library does not name, each a whole TLV with its padding
 */
public record Group(
        int id, Type type, List<Bucket> buckets, @Nullable Selection selection, List<Octets> properties) {
    /** The highest identifier of a group, in 32 unsigned bits (OFPG_MAX). */
    public static final int MAX = 0xffffff00;

    /** No group (OFPG_ANY). */
    public static final int NONE = -1;

    /** The ordinal is the value on the wire (OFPGT_*). */
    public enum Type {
        /** Every bucket takes a copy. */
        ALL,
        /** One bucket, by a hash over the packet and the weights. */
        SELECT,
        /** The only bucket. */
        INDIRECT,
        /** The first bucket whose port or group is alive. */
        FAST_FAILOVER
    }

    /**
     * One bucket; its actions are executed as an action set.
     *
     * @param id unique in the group, 0 to {@link #MAX_ID}
     * @param weight share of the packets of a {@link Type#SELECT} group, 0 for none; else 0
     * @param watchPort the port that must be up, or null
     * @param watchGroup the group that must be alive, or {@link Group#NONE}
     * @param properties bucket properties that this library does not name, each a whole TLV with its padding
     */
    public record Bucket(
            int id,
            int weight,
            @Nullable PortRef watchPort,
            int watchGroup,
            List<Action> actions,
            List<Octets> properties) {
        /** The highest identifier of a bucket, in 32 unsigned bits (OFPG_BUCKET_MAX). */
        public static final int MAX_ID = 0xffffff00;

        public Bucket {
            actions = List.copyOf(actions);
            properties = List.copyOf(properties);
        }

        /** A bucket that watches nothing. */
        public Bucket(int id, int weight, List<Action> actions) {
            this(id, weight, null, NONE, actions, List.of());
        }
    }

    /**
     * Netronome's extension for {@link Type#SELECT} groups.
     *
     * @param method {@link #HASH} or {@link #DP_HASH}, at most 15 characters
     * @param parameter of the method, all 64 bits; 0 by default
     * @param fields what {@link #HASH} hashes over, kept in the order of Open vSwitch; empty for the usual five
     */
    public record Selection(String method, long parameter, List<HashField> fields) {
        public static final String HASH = "hash";
        public static final String DP_HASH = "dp_hash";

        public Selection {
            fields = fields.stream().sorted(HashField.ORDER).toList();
        }
    }

    /** A field under a mask that has as many bits as the field's bytes on the wire. */
    public record HashField(Field field, Bits mask) {
        private static final Comparator<HashField> ORDER =
                Comparator.comparing(HashField::anchor).thenComparing(HashField::field);

        /** The whole field. */
        public static HashField of(Field field) {
            return new HashField(field, Bits.ones(8 * field.bytes()));
        }

        /** {@link Field} has the original tuple of a connection behind its prerequisites, Open vSwitch before. */
        private Field anchor() {
            return field.prerequisite() == Prerequisite.CT ? Field.CT_LABEL : field;
        }

        public boolean isWhole() {
            return mask.equals(Bits.ones(8 * field.bytes()));
        }
    }

    public Group {
        buckets = List.copyOf(buckets);
        properties = List.copyOf(properties);
    }

    /** A group without properties. */
    public Group(int id, Type type, List<Bucket> buckets) {
        this(id, type, buckets, null, List.of());
    }

    /** This group with port numbers for names; an output to a port that is not plugged is left out. */
    public Group resolve(PortResolver ports) {
        List<Bucket> out = new ArrayList<>(buckets.size());
        for (Bucket bucket : buckets) {
            PortRef watched = bucket.watchPort();
            PortRef number = watched == null ? null : ports.number(watched);
            out.add(new Bucket(
                    bucket.id(),
                    bucket.weight(),
                    number == null ? watched : number,
                    bucket.watchGroup(),
                    NamedPorts.resolve(bucket.actions(), ports),
                    bucket.properties()));
        }
        return new Group(id, type, out, selection, properties);
    }
}
