package dev.heddle.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One action of a flow or a group bucket: every action of ovs-actions(7) that OpenFlow 1.5 to Open vSwitch 3.1 can carry.
 * Where the text form knows several spellings of one thing ({@code mod_dl_src}, {@code load}), there is one record.
 */
public sealed interface Action {
    /** Send to a port. To the controller {@code maxLength} bytes are sent; elsewhere it is 0. */
    record Output(PortRef port, int maxLength) implements Action {
        public Output(PortRef port) {
            this(port, 0);
        }
    }

    /** Send to the port that a field names (NXAST_OUTPUT_REG2); {@code maxLength} as for {@link Output}. */
    record OutputField(Subfield source, int maxLength) implements Action {}

    /** Send the first {@code maxLength} bytes to a port (NXAST_OUTPUT_TRUNC). */
    record OutputTruncated(PortRef port, long maxLength) implements Action {}

    /**
     * Send to the controllers (NXAST_CONTROLLER2).
     *
     * @param reason OFPR_*
     * @param controllerId 0 for all
     * @param userdata given back in the packet-in; null where there is none, which is not the same as empty
     * @param pause whether the pipeline waits until the controller resumes the packet
     * @param meter the meter that polices the message, or 0xffffffff for none
     */
    record Controller(
            int maxLength,
            int controllerId,
            int reason,
            @Nullable Octets userdata,
            boolean pause,
            int meter) implements Action {
        public static final int NO_METER = -1;
    }

    /** Execute a group. */
    record Group(int id) implements Action {}

    /** Set the queue for one output (queue before, output, restore). */
    record Enqueue(PortRef port, int queue) implements Action {}

    record SetQueue(int queue) implements Action {}

    record PopQueue() implements Action {}

    /** Write {@code value} under {@code mask} into the field (OFPAT_SET_FIELD). */
    record SetField(Field field, Bits value, Bits mask) implements Action {
        public SetField {
            if (!mask.fits(field.valueBits()) || !value.and(mask).equals(value)) {
                throw new IllegalArgumentException("set_field " + field.text() + ": value outside its mask");
            }
        }

        public static SetField of(Field field, Bits value) {
            return new SetField(field, value, field.fullMask());
        }

        public static SetField of(Field field, long value) {
            return of(field, Bits.of(value));
        }
    }

    /** Copy bits between fields of one width (OFPAT_COPY_FIELD, printed as {@code move}). */
    record Move(Subfield from, Subfield to) implements Action {
        public Move {
            if (from.width() != to.width()) {
                throw new IllegalArgumentException("move of " + from.width() + " bits into " + to.width() + " bits");
            }
        }

        public Move(Field from, int fromStart, Field to, int toStart, int bits) {
            this(new Subfield(from, fromStart, bits), new Subfield(to, toStart, bits));
        }
    }

    /** Push bits onto the stack (NXAST_STACK_PUSH). */
    record Push(Subfield source) implements Action {}

    /** Pop bits from the stack (NXAST_STACK_POP). */
    record Pop(Subfield target) implements Action {}

    /** Remove a tunnel metadata field (NXAST_DELETE_FIELD). */
    record DeleteField(Field field) implements Action {}

    record PushVlan(int ethertype) implements Action {}

    record PopVlan() implements Action {}

    record PushMpls(int ethertype) implements Action {}

    record PopMpls(int ethertype) implements Action {}

    record SetMplsTtl(int ttl) implements Action {}

    record DecMplsTtl() implements Action {}

    record SetTtl(int ttl) implements Action {}

    /** Decrement the TTL or hop limit; expired packets go to the controllers with these ids, none means the default. */
    record DecTtl(List<Integer> controllerIds) implements Action {
        public DecTtl {
            controllerIds = List.copyOf(controllerIds);
        }
    }

    record DecNshTtl() implements Action {}

    /**
     * Push an outer header (NXAST_ENCAP).
     *
     * @param packetType namespace in the upper 16 bits, type in the lower
     * @param properties in order; those of a class that is not named are kept as they are
     */
    record Encap(int packetType, List<EncapProperty> properties) implements Action {
        public Encap {
            properties = List.copyOf(properties);
        }
    }

    /** One TLV of {@link Encap}: class, type, and the data without padding. */
    record EncapProperty(int propertyClass, int type, Octets data) {}

    /** Pop the outer header (NXAST_DECAP); {@code packetType} 0xfffe to take what the header says. */
    record Decap(int packetType) implements Action {}

    /**
     * Look up again and come back.
     *
     * @param port the ingress port to pretend, {@link PortRef#IN_PORT} for the packet's own
     * @param table 255 for the current one
     * @param withTracking whether source and destination are exchanged for the original tuple ({@code ct})
     */
    record Resubmit(PortRef port, int table, boolean withTracking) implements Action {
        public Resubmit(int table) {
            this(PortRef.IN_PORT, table, false);
        }
    }

    /** Install a flow made from the packet (NXAST_LEARN, NXAST_LEARN2). */
    record Learn(
            int idleTimeout,
            int hardTimeout,
            int priority,
            long cookie,
            int flags,
            int table,
            int finIdleTimeout,
            int finHardTimeout,
            long limit,
            @Nullable Subfield resultTarget,
            List<LearnSpec> specs)
            implements Action {
        public static final int SEND_FLOW_REMOVED = 1;
        public static final int DELETE_LEARNED = 2;
        public static final int WRITE_RESULT = 4;

        public Learn {
            specs = List.copyOf(specs);
        }
    }

    /** One specification of {@link Learn}. */
    sealed interface LearnSpec {
        int width();

        /** The learned flow matches bits on a constant. */
        record MatchValue(Subfield target, Bits value) implements LearnSpec {
            @Override
            public int width() {
                return target.width();
            }
        }

        /** The learned flow matches bits on what the packet has in others. */
        record MatchField(Subfield target, Subfield source) implements LearnSpec {
            @Override
            public int width() {
                return target.width();
            }
        }

        /** The learned flow loads a constant. */
        record LoadValue(Subfield target, Bits value) implements LearnSpec {
            @Override
            public int width() {
                return target.width();
            }
        }

        /** The learned flow loads what the packet has in a field. */
        record LoadField(Subfield target, Subfield source) implements LearnSpec {
            @Override
            public int width() {
                return target.width();
            }
        }

        /** The learned flow outputs to the port that the packet has in a field. */
        record Output(Subfield source) implements LearnSpec {
            @Override
            public int width() {
                return source.width();
            }
        }
    }

    /** Clause {@code clause} of {@code clauses} of a conjunctive match; {@code clause} counts from 0. */
    record Conjunction(int id, int clause, int clauses) implements Action {}

    /**
     * Hash to a link number (NXAST_MULTIPATH).
     *
     * @param fields NX_HASH_FIELDS_*
     * @param algorithm NX_MP_ALG_*
     * @param maxLink number of links less one
     */
    record Multipath(int fields, int basis, int algorithm, int maxLink, long argument, Subfield target)
            implements Action {}

    /**
     * Output to one of the ports, or load it into a field (NXAST_BUNDLE, NXAST_BUNDLE_LOAD).
     *
     * @param fields NX_HASH_FIELDS_*
     * @param algorithm NX_BD_ALG_*
     * @param target where the port is loaded, null to output to it
     */
    record Bundle(
            int fields, int basis, int algorithm, @Nullable Subfield target, List<PortRef> members) implements Action {
        public Bundle {
            members = List.copyOf(members);
        }
    }

    /** Execute a meter (OFPAT_METER). */
    record Meter(int id) implements Action {}

    /**
     * Send through the connection tracker (NXAST_CT).
     *
     * @param flags of the constants below
     * @param zone a constant zone, used where {@code zoneField} is null
     * @param recirculateTable where the packet goes on, {@link #NO_RECIRCULATION} for none
     * @param alg the port of the helper: 0 none, 21 ftp, 69 tftp
     * @param actions nested: {@link Nat} and sets of ct_mark and ct_label
     */
    record Ct(int flags, @Nullable Subfield zoneField, int zone, int recirculateTable, int alg, List<Action> actions)
            implements Action {
        public static final int COMMIT = 1;
        public static final int FORCE = 2;
        public static final int NO_RECIRCULATION = 0xff;

        public Ct {
            actions = List.copyOf(actions);
        }
    }

    /**
     * Translate addresses; only in {@link Ct} (NXAST_NAT).
     *
     * @param flags NX_NAT_F_*
     * @param addressMin of {@code family}; null where no range is given, as {@code addressMax}
     * @param portMin 0 where no range is given, as {@code portMax}
     */
    record Nat(
            int flags,
            Family family,
            @Nullable Bits addressMin,
            @Nullable Bits addressMax,
            int portMin,
            int portMax) implements Action {
        public static final int SRC = 1;
        public static final int DST = 1 << 1;
        public static final int PERSISTENT = 1 << 2;
        public static final int HASH = 1 << 3;
        public static final int RANDOM = 1 << 4;

        public enum Family {
            NONE,
            IPV4,
            IPV6
        }
    }

    record CtClear() implements Action {}

    /** Execute on a copy of the packet (NXAST_CLONE). */
    record Clone(List<Action> actions) implements Action {
        public Clone {
            actions = List.copyOf(actions);
        }
    }

    /** Write into one bit whether the packet is longer (NXAST_CHECK_PKT_LARGER). */
    record CheckPacketLarger(int length, Subfield target) implements Action {}

    /** Shorten the flow's timeouts once FIN or RST is seen (NXAST_FIN_TIMEOUT); seconds. */
    record FinTimeout(int idle, int hard) implements Action {}

    /**
     * Sample for IPFIX (NXAST_SAMPLE to NXAST_SAMPLE3).
     *
     * @param samplingPort the port, or null for none
     * @param direction NX_ACTION_SAMPLE_*: 0 default, 1 ingress, 2 egress
     */
    record Sample(
            int probability,
            long collectorSet,
            long observationDomain,
            long observationPoint,
            @Nullable PortRef samplingPort,
            int direction)
            implements Action {}

    /** Bytes that nothing reads (NXAST_NOTE); the length on the wire is a multiple of 8, less 10. */
    record Note(Octets data) implements Action {}

    /** Stop this table's action processing and that of the resubmits above (NXAST_EXIT). */
    record Exit() implements Action {}

    /** An action that this library does not name: the whole TLV as received. */
    record Raw(Octets tlv) implements Action {}
}
