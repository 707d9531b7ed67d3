package dev.heddle.ovs.openflow.codec;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.ControllerStatus;
import dev.heddle.ovs.openflow.CtFlush;
import dev.heddle.ovs.openflow.NxMessage;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PacketIn2;
import dev.heddle.ovs.openflow.PortDesc;
import dev.heddle.ovs.openflow.PortMod;
import dev.heddle.ovs.openflow.PortProperty;
import dev.heddle.ovs.openflow.SetAsync;
import dev.heddle.ovs.openflow.TableDesc;
import dev.heddle.ovs.openflow.TableMod;
import dev.heddle.ovs.openflow.TableProperty;
import dev.heddle.ovs.openflow.TableStatus;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Messages about the switch, its ports and tables, and Open vSwitch's own. */
final class RandomSwitchMessages {
    private static final Octets UNKNOWN = Octets.parse("ffff000a" + "00001234" + "0102" + "000000000000");

    private final RandomMessages random;
    private final List<Supplier<OfMessage>> kinds;

    RandomSwitchMessages(RandomMessages random) {
        this.random = random;
        kinds = List.of(
                OfMessage.ConfigRequest::new,
                () -> new OfMessage.ConfigReply(random.u16(), random.u16()),
                () -> new PortMod(
                        random.int32(), mac(), random.int32(), random.int32(), random.list(2, this::advertise)),
                () -> new TableMod(random.u8(), random.int32(), random.list(3, this::tableProperty)),
                () -> new TableStatus(random.u8(), table()),
                SetAsync.Request::new,
                () -> new SetAsync.Reply(random.list(4, this::mask)),
                () -> new ControllerStatus.Changed(new ControllerStatus(
                        random.u16(), random.one(OfMessage.Role.values()), random.u8(), random.chance(), List.of())),
                this::packetIn2,
                () -> new PacketIn2.Resume(packetIn2()),
                () -> new CtFlush(random.u8(), random.chance() ? random.u16() : null, tuple(), tuple()),
                () -> new NxMessage.SetPacketInFormat(random.one(NxMessage.SetPacketInFormat.Format.values())),
                () -> new NxMessage.SetControllerId(random.u16()),
                () -> new NxMessage.SetAsyncConfig(
                        random.int32(), random.int32(), random.int32(), random.int32(), random.int32(), random.int32()),
                () -> new NxMessage.SetAsyncConfig2(random.list(4, this::mask)),
                () -> new NxMessage.TlvTableMod(
                        random.one(NxMessage.TlvTableMod.Command.values()), random.list(4, this::map)),
                NxMessage.TlvTableRequest::new,
                () -> new NxMessage.TlvTableReply(random.u32(), random.u16(), random.list(4, this::map)),
                () -> new NxMessage.CtFlushZone(random.u16()),
                () -> new NxMessage.FlowMonitorCancel(random.int32()),
                NxMessage.FlowMonitorPaused::new,
                NxMessage.FlowMonitorResumed::new);
    }

    OfMessage next() {
        return kinds.get(random.below(kinds.size())).get();
    }

    PortDesc port() {
        return new PortDesc(
                random.int32(),
                mac(),
                "port" + random.u8(),
                random.int32(),
                random.int32(),
                random.list(2, this::portProperty));
    }

    private PortProperty portProperty() {
        return random.chance()
                ? new PortProperty.Raw(UNKNOWN)
                : new PortProperty.Ethernet(
                        random.int32(), random.int32(), random.int32(), random.int32(), random.u32(), random.u32());
    }

    private PortMod.Property advertise() {
        return random.chance() ? new PortMod.Property.Raw(UNKNOWN) : new PortMod.Property.Ethernet(random.int32());
    }

    TableDesc table() {
        return new TableDesc(random.u8(), random.int32(), random.list(3, this::tableProperty));
    }

    private TableProperty tableProperty() {
        return switch (random.below(3)) {
            case 0 -> new TableProperty.Eviction(random.int32());
            case 1 -> new TableProperty.Vacancy(random.u8(), random.u8(), random.u8());
            default -> new TableProperty.Raw(UNKNOWN);
        };
    }

    private SetAsync.Mask mask() {
        return new SetAsync.Mask(random.u16(), random.int32());
    }

    private NxMessage.TlvMap map() {
        return new NxMessage.TlvMap(random.u16(), random.u8(), random.u8(), random.u16());
    }

    private PacketIn2 packetIn2() {
        return new PacketIn2(
                random.octets(90),
                random.chance() ? random.u32() : 0,
                random.chance() ? random.int32() : PacketIn2.NO_BUFFER,
                random.u8(),
                random.chance() ? random.int64() : PacketIn2.NO_COOKIE,
                random.u8(),
                random.match(),
                random.chance() ? random.octets(20) : null,
                random.chance() ? random.octets(40) : null,
                random.list(1, () -> UNKNOWN));
    }

    private CtFlush.@Nullable Tuple tuple() {
        return random.chance()
                ? null
                : new CtFlush.Tuple(
                        random.chance() ? new Bits(random.int64(), random.int64()) : null,
                        random.chance() ? new Bits(random.int64(), random.int64()) : null,
                        random.chance() ? random.u16() : null,
                        random.chance() ? random.u16() : null,
                        random.chance() ? new CtFlush.Icmp(random.u16(), random.u8(), random.u8()) : null);
    }

    private long mac() {
        return random.int64() & 0xffffffffffffL;
    }
}
