package dev.heddle.ovs.sdk;

import dev.heddle.ovs.ovsdb.Atom;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.ovs.sdk.SwitchException.Kind;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A bridge's OpenFlow connection, and what had to be made for it. Owner: its {@link VirtualSwitch}. */
final class OpenFlowWay implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LISTENERS_TO_TRY = 4;

    private final FlowChannel channel;
    private final @Nullable ListenerRow listener;

    private OpenFlowWay(FlowChannel channel, @Nullable ListenerRow listener) {
        this.channel = channel;
        this.listener = listener;
    }

    /** @throws SwitchException of kind UNREACHABLE, or NOT_FOUND where another bridge answers there */
    static OpenFlowWay open(SwitchAddress at, Database database, String name) {
        Row bridge = Bridge.find(database, name);
        SocketAddress direct = at.openFlow(name).orElse(null);
        if (direct != null) {
            return new OpenFlowWay(connect(bridge, at.openFlowText(name), direct), null);
        }
        InetAddress host = host(at);
        for (int left = LISTENERS_TO_TRY; ; left--) {
            ListenerRow listener = ListenerRow.add(database, bridge.uuid(), name, host);
            try {
                return new OpenFlowWay(connect(bridge, "tcp:" + listener.address(), listener.address()), listener);
            } catch (SwitchException e) {
                listener.close();
                if (left == 1) {
                    throw new SwitchException(
                            e.kind(), e.getMessage() + "; name where the bridge takes OpenFlow: --openflow tcp:H:P");
                }
            }
        }
    }

    private static InetAddress host(SwitchAddress at) {
        try {
            return InetAddress.getByName(HostPort.host(at.ovsdb()));
        } catch (UnknownHostException e) {
            throw new SwitchException(Kind.UNREACHABLE, at.ovsdb() + ": no address is known for this host");
        }
    }

    private static FlowChannel connect(Row bridge, String way, SocketAddress address) {
        String name = "bridge " + bridge.text("name");
        if (!speaks15(bridge)) {
            throw new SwitchException(
                    Kind.CONFLICT,
                    name + ": its column protocols does not allow OpenFlow15, and is not ours to change");
        }
        FlowChannel channel = FlowChannel.connect(name + " at " + way, address, PATIENCE);
        String found = "%016x".formatted(channel.datapathId());
        String wanted = bridge.text("datapath_id").toLowerCase(Locale.ROOT);
        if (!found.equals(wanted)) {
            channel.close();
            throw new SwitchException(
                    Kind.NOT_FOUND,
                    "%s: another bridge answers at %s: its datapath id is %s, not %s"
                            .formatted(name, way, found, wanted));
        }
        return channel;
    }

    private static boolean speaks15(Row bridge) {
        var protocols = bridge.get("protocols");
        return protocols.equals(OvsdbValue.NONE)
                || (protocols instanceof OvsdbValue.SetOf(var names) && names.contains(new Atom.Text("OpenFlow15")));
    }

    FlowChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.close();
        if (listener != null) {
            listener.close();
        }
    }
}
