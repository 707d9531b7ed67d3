package dev.heddle.flow.text;

import dev.heddle.flow.Field;
import dev.heddle.flow.Layers;
import dev.heddle.flow.Match;
import org.jspecify.annotations.Nullable;

/** What a match tells of a packet, as the actions before some point change it. Not thread-safe. */
final class Packet {
    private static final int ETHERTYPE_NAMESPACE = 1;
    private static final int UNKNOWN = 0xffffffff;
    private static final int NO_TYPE = 0xffff;
    private static final int TAG_PRESENT = 0x1000;
    private static final int CT_INVALID = 0x10;

    private Layers layers;
    private boolean innerTag;
    private final boolean invalid;

    private Packet(Layers layers, boolean innerTag, boolean invalid) {
        this.layers = layers;
        this.innerTag = innerTag;
        this.invalid = invalid;
    }

    static Packet of(Match match) {
        Match.Term state = match.term(Field.CT_STATE);
        return new Packet(
                Layers.of(match), false, state != null && (state.value().lo() & CT_INVALID) != 0);
    }

    /** A packet of which nothing is known. */
    static Packet any() {
        return new Packet(Layers.ANY, false, false);
    }

    Packet copy() {
        return new Packet(layers, innerTag, invalid);
    }

    void match(Match.Term term) {
        layers = layers.with(term);
    }

    /** What is missing for the field to exist in it, or null for nothing. */
    @Nullable
    String missing(Field field) {
        return layers.missing(field);
    }

    Layers layers() {
        return layers;
    }

    /** Whether it is known as one that the connection tracker cannot place. */
    boolean isInvalid() {
        return invalid;
    }

    boolean isEthernet() {
        return layers.packetType() == Layers.ETHERNET;
    }

    boolean isTagged() {
        return layers.vlan();
    }

    void setTag(long tag) {
        layers = layers.withVlan((tag & TAG_PRESENT) != 0);
    }

    /** False where there are two tags already. */
    boolean pushTag() {
        if (innerTag) {
            return false;
        }
        innerTag = layers.vlan();
        layers = layers.withVlan(true);
        return true;
    }

    void popTag() {
        layers = layers.withVlan(innerTag);
        innerTag = false;
    }

    void setEtherType(int type) {
        layers = layers.withEtherType(type);
    }

    /** What is under the label is no longer known. */
    void pushMpls(int type) {
        layers = layers.withEtherType(type).withProtocol(0);
    }

    void encapsulate(int type) {
        layers = layers.withPacketType(type);
        if (type >>> 16 == ETHERTYPE_NAMESPACE) {
            layers = layers.withEtherType(type & 0xffff);
        }
        if (!layers.isIp()) {
            layers = layers.withProtocol(0);
        }
    }

    void decapsulate() {
        layers = isEthernet()
                ? layers.withPacketType(ETHERTYPE_NAMESPACE << 16 | layers.etherType())
                : layers.withPacketType(UNKNOWN).withEtherType(NO_TYPE);
    }
}
