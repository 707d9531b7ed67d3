package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Group;
import dev.heddle.flow.Meter;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups and meters in the form in which they are decoded. */
final class RandomGroups {
    private static final Octets UNKNOWN = Octets.parse("ffff000a" + "00001234" + "0102" + "000000000000");

    private final RandomMessages random;

    RandomGroups(RandomMessages random) {
        this.random = random;
    }

    Group group() {
        Group.Type type = random.one(Group.Type.values());
        List<Octets> others = random.list(1, () -> UNKNOWN);
        return new Group(random.int32(), type, random.list(4, () -> bucket(type)), selection(), others);
    }

    private Group.Bucket bucket(Group.Type type) {
        int weight = random.chance() ? random.u16() : type == Group.Type.SELECT ? 1 : 0;
        @Nullable PortRef port = random.chance() ? new PortRef.Numbered(random.int32() & 0xffff) : null;
        int group = random.chance() ? random.int32() : Group.NONE;
        return new Group.Bucket(random.int32(), weight, port, group, random.actions(), random.list(1, () -> UNKNOWN));
    }

    private Group.@Nullable Selection selection() {
        return switch (random.below(3)) {
            case 0 -> null;
            case 1 -> new Group.Selection(Group.Selection.DP_HASH, random.int64(), List.of());
            default ->
                new Group.Selection(
                        Group.Selection.HASH,
                        random.int64(),
                        List.of(
                                new Group.HashField(Field.IPV4_SRC, Bits.of(0xffff0000L)),
                                Group.HashField.of(Field.IPV6_DST),
                                Group.HashField.of(Field.IP_DSCP)));
        };
    }

    Meter meter() {
        return new Meter(random.int32(), random.u16(), random.list(3, this::band));
    }

    private Meter.Band band() {
        return switch (random.below(3)) {
            case 0 -> new Meter.Band.Drop(random.u32(), random.u32());
            case 1 -> new Meter.Band.DscpRemark(random.u32(), random.u32(), random.u8());
            default -> new Meter.Band.Raw(Octets.parse("ffff0010" + "0000000100000002" + "00002320"));
        };
    }
}
