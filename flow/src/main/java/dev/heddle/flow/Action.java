package dev.heddle.flow;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One action of a flow or a group bucket: every action of ovs-actions(7) that OpenFlow 1.5 to Open vSwitch 3.1 can carry.
 * Where the text form knows several spellings of one thing ({@code mod_dl_src}, {@code load}), there is one record.
 */
public sealed interface Action {
    /**
     * Send to a port. {@code enqueue} of the text form is {@link SetQueue}, this with {@code maxLength} 0xffff, {@link
     * PopQueue}.
     *
     * @param maxLength how many bytes the controller gets; without meaning for other ports, but kept
     */
    record Output(PortRef port, int maxLength) implements Action {
        public Output(PortRef port) {
            this(port, 0);
        }

        /** Equal where a switch does the same: the length counts for the controller only. */
        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Output other
                    && other.port.equals(port)
                    && (other.maxLength == maxLength || !port.equals(PortRef.CONTROLLER));
        }

        @Override
        public int hashCode() {
            return port.hashCode();
        }
    }

    /** Send to the port that a field names (NXAST_OUTPUT_REG, NXAST_OUTPUT_REG2); {@code maxLength} as for {@link Output}. */
    record OutputField(Subfield source, int maxLength) implements Action {
        public OutputField {
            requireAtMost64(source);
        }
    }

    /** Send the first {@code maxLength} bytes to a port (NXAST_OUTPUT_TRUNC). */
    record OutputTruncated(PortRef port, long maxLength) implements Action {}

    /**
     * Send to the controllers (NXAST_CONTROLLER, NXAST_CONTROLLER2).
     *
     * @param maxLength bytes to send, 0xffff for all
     * @param controllerId the connections with this id
     * @param reason OFPR_*, 1 for an action
     * @param userdata given back in the packet-in, empty for none
     * @param pause whether the pipeline waits until the controller resumes the packet
     * @param meter the meter that polices the message, or 0xffffffff for none
     */
    record Controller(int maxLength, int controllerId, int reason, Octets userdata, boolean pause, int meter)
            implements Action {
        public static final int NO_METER = -1;
    }

    /** Execute a group. */
    record Group(int id) implements Action {}

    record SetQueue(int queue) implements Action {}

    record PopQueue() implements Action {}

    /**
     * Write {@code value} under {@code mask} into the field (OFPAT_SET_FIELD; {@code load} of the text form is one too).
     *
     * @param mask as wide as the bytes on the wire: {@link Field#wireMask} writes the field as a whole; Open vSwitch keeps a mask
     *     that leaves out only bits that the field does not have as one of its own
     */
    record SetField(Field field, Bits value, Bits mask) implements Action {
        public SetField {
            if (!mask.fits(8 * field.bytes()) || !value.and(mask).equals(value)) {
                throw new IllegalArgumentException("set_field " + field.text() + ": value outside its mask");
            }
        }

        public static SetField of(Field field, Bits value) {
            return new SetField(field, value, field.wireMask());
        }

        public static SetField of(Field field, long value) {
            return of(field, Bits.of(value));
        }

        public boolean isWhole() {
            return mask.equals(field.wireMask());
        }
    }

    /** Copy bits between fields of one width (OFPAT_COPY_FIELD, printed as {@code move}). */
    record Move(Subfield from, Subfield to) implements Action {
        public Move {
            requireSameWidth(from, to);
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

    /** Set the source port of a match that does not say which protocol it is for (OFPAT_SET_TP_SRC). */
    record SetTransportSource(int port) implements Action {}

    /** As {@link SetTransportSource}, the destination port. */
    record SetTransportTarget(int port) implements Action {}

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
    record EncapProperty(int propertyClass, int type, Octets data) {
        public static final int NSH = 4;
        public static final int NSH_MD_TYPE = 1;
        public static final int NSH_TLV = 2;

        /** The kind of metadata of an NSH header, 1 or 2. */
        public static EncapProperty nshMdType(int mdType) {
            return new EncapProperty(NSH, NSH_MD_TYPE, Octets.of((byte) mdType));
        }

        /** One metadata TLV of an NSH header; {@code value} is at most 240 bytes. */
        public static EncapProperty nshTlv(int tlvClass, int tlvType, Octets value) {
            int length = value.length();
            byte[] data = Arrays.copyOf(
                    new byte[] {(byte) (tlvClass >> 8), (byte) tlvClass, (byte) tlvType, (byte) length},
                    4 + (length + 7 & ~7));
            for (int i = 0; i < length; i++) {
                data[4 + i] = value.at(i);
            }
            return new EncapProperty(NSH, NSH_TLV, Octets.of(data));
        }
    }

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

    /**
     * Install a flow made from the packet (NXAST_LEARN, NXAST_LEARN2).
     *
     * @param flags of the constants below
     * @param limit the most flows with this cookie in the table, 0 for no limit
     * @param resultTarget the bit that tells whether the flow was installed, or null
     */
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

        public Learn {
            if (resultTarget != null && resultTarget.width() != 1) {
                throw new IllegalArgumentException("result_dst is more than one bit");
            }
            specs = List.copyOf(specs);
        }
    }

    /** One specification of {@link Learn}. */
    sealed interface LearnSpec {
        int width();

        /** The learned flow matches bits on a constant. */
        record MatchValue(Subfield target, Bits value) implements LearnSpec {
            public MatchValue {
                requireFits(value, target);
            }

            @Override
            public int width() {
                return target.width();
            }
        }

        /** The learned flow matches bits on what the packet has in others. */
        record MatchField(Subfield target, Subfield source) implements LearnSpec {
            public MatchField {
                requireSameWidth(source, target);
            }

            @Override
            public int width() {
                return target.width();
            }
        }

        /** The learned flow loads a constant. */
        record LoadValue(Subfield target, Bits value) implements LearnSpec {
            public LoadValue {
                requireFits(value, target);
            }

            @Override
            public int width() {
                return target.width();
            }
        }

        /** The learned flow loads what the packet has in a field. */
        record LoadField(Subfield target, Subfield source) implements LearnSpec {
            public LoadField {
                requireSameWidth(source, target);
            }

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
            implements Action {
        public Multipath {
            requireAtMost64(target);
        }
    }

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
            if (target != null) {
                requireAtMost64(target);
            }
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
            if (zoneField != null && zoneField.width() != 16) {
                throw new IllegalArgumentException("a zone has 16 bits, not " + zoneField.width());
            }
            actions = List.copyOf(actions);
        }
    }

    /**
     * Translate addresses; only in {@link Ct} (NXAST_NAT).
     *
     * @param flags of the constants below
     * @param addressMin of {@code family}, not zero; null where there is no family
     * @param addressMax the end of a range, or null
     * @param portMin 0 where no port is given; only with a family
     * @param portMax the end of a range of ports, or 0
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

        public Nat {
            if ((family == Family.NONE) != (addressMin == null) || (addressMin == null && addressMax != null)) {
                throw new IllegalArgumentException("nat: a family goes with a first address");
            }
            if ((portMin != 0 && family == Family.NONE) || (portMax != 0 && portMin == 0)) {
                throw new IllegalArgumentException("nat: ports go with an address and with a first port");
            }
        }

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
    record CheckPacketLarger(int length, Subfield target) implements Action {
        public CheckPacketLarger {
            if (target.width() != 1) {
                throw new IllegalArgumentException("check_pkt_larger writes one bit, not " + target.width());
            }
        }
    }

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

    /** Bytes that nothing reads (NXAST_NOTE); zeros fill them up to 6 more than a multiple of 8, as on the wire. */
    record Note(Octets data) implements Action {
        public Note {
            int padding = (6 - data.length()) & 7;
            if (padding != 0) {
                data = Octets.of(Arrays.copyOf(data.toArray(), data.length() + padding));
            }
        }
    }

    /** Stop this table's action processing and that of the resubmits above (NXAST_EXIT). */
    record Exit() implements Action {}

    /** An action that this library does not name: the whole TLV as received. */
    record Raw(Octets tlv) implements Action {}

    private static void requireSameWidth(Subfield from, Subfield to) {
        if (from.width() != to.width()) {
            throw new IllegalArgumentException("move of " + from.width() + " bits into " + to.width() + " bits");
        }
    }

    private static void requireFits(Bits value, Subfield target) {
        if (!value.fits(target.width())) {
            throw new IllegalArgumentException("value does not fit into " + target.width() + " bits");
        }
    }

    private static void requireAtMost64(Subfield bits) {
        if (bits.width() > 64) {
            throw new IllegalArgumentException(bits.width() + " bits where at most 64 can be");
        }
    }
}
