package dev.heddle.simulator.fleet;

import dev.heddle.ovs.openflow.PortDesc;
import dev.heddle.simulator.openflow.SimSwitch;
import dev.heddle.simulator.ovsdb.HostDatabase;
import dev.heddle.simulator.ovsdb.SimVswitchd;
import dev.heddle.simulator.ovsdb.VswitchdEvent;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A simulated host over real sockets: its database dials the controller, and its switch dials where the database says. Owned by
 * its event loop; methods may be called from any thread and take effect there, in order.
 */
final class SimHost implements Streams.Owner {
    /** OFPP_LOCAL of OpenFlow 1.5. */
    private static final int LOCAL = 0xfffffffe;

    private static final long MAC = 0x0200_0000_0000L;
    private static final long REDIAL_SECONDS = 1;
    private static final String BRIDGE = "br-int";

    private final EventLoop loop;
    private final InetSocketAddress controller;
    private final LongConsumer changed;
    private final HostDatabase host;
    private final Map<String, String> names = new HashMap<>();
    private int made;
    private Streams.@Nullable Stream ovsdb;
    private @Nullable SimSwitch bridge;
    private @Nullable String target;
    private Streams.@Nullable Stream openFlow;
    private long version;
    private boolean stopped;

    /**
     * @param controller where its database dials
     * @param changed told when flows or groups of its switch have changed, with nanoseconds of the monotonic clock
     */
    SimHost(int number, EventLoop loop, InetSocketAddress controller, LongConsumer changed) {
        this.loop = loop;
        this.controller = controller;
        this.changed = changed;
        this.host = HostDatabase.create(Layout.systemId(number), number);
        host.setManager(text(controller));
    }

    void start() {
        loop.execute(this::dialDatabase);
    }

    void stop() {
        loop.execute(() -> {
            stopped = true;
            close(ovsdb);
            close(openFlow);
        });
    }

    /** An interface with this iface-id appears on br-int, which must be there. */
    void plug(String ifaceId) {
        loop.execute(() -> {
            String name = "if" + ++made;
            names.put(ifaceId, name);
            host.plug(BRIDGE, name, ifaceId);
            settle();
        });
    }

    /** The interface with this iface-id goes. */
    void unplug(String ifaceId) {
        loop.execute(() -> {
            String name = names.remove(ifaceId);
            if (name == null) {
                throw new IllegalStateException(ifaceId + " is not plugged");
            }
            host.unplug(BRIDGE, name);
            settle();
        });
    }

    /** How many flows its switch holds. */
    Future<Integer> flows() {
        return loop.submit(() -> bridge == null ? 0 : bridge.flows().size());
    }

    @Override
    public void received() {
        settle();
        if (bridge != null && bridge.version() != version) {
            version = bridge.version();
            changed.accept(System.nanoTime());
        }
    }

    @Override
    public void ended(Streams.Stream stream) {
        if (!stopped) {
            Runnable again = stream.equals(ovsdb) ? this::dialDatabase : this::dialController;
            var _ = loop.schedule(again, REDIAL_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void dialDatabase() {
        ovsdb = Streams.database(loop, controller, host.database().connect(System.nanoTime()), this);
    }

    private void dialController() {
        if (bridge != null && target != null) {
            host.vswitchd().connected(BRIDGE, target, true);
            openFlow = Streams.openFlow(loop, address(target), bridge.connect(), this);
        }
    }

    /** What vswitchd does about its configuration, and what both sides then have to say. */
    private void settle() {
        while (host.vswitchd().isDue()) {
            host.vswitchd().run(System.nanoTime()).forEach(this::follow);
        }
        flush(ovsdb);
        flush(openFlow);
    }

    private void follow(VswitchdEvent event) {
        switch (event) {
            case VswitchdEvent.BridgeAdded added -> bridge = new SimSwitch(added.datapathId(), System::nanoTime);
            case VswitchdEvent.PortAdded port ->
                of().putPort(new PortDesc(number(port.number()), MAC | port.number(), port.name(), 0, 0, List.of()));
            case VswitchdEvent.PortRemoved port -> of().removePort(number(port.number()));
            case VswitchdEvent.Dial dial -> {
                target = dial.target();
                dialController();
            }
            case VswitchdEvent.Redial _ -> {}
            case VswitchdEvent.FlowsFlushed _ -> of().restart();
            case VswitchdEvent.HangUp _, VswitchdEvent.BridgeRemoved _, VswitchdEvent.DatapathIdChanged _ ->
                throw new IllegalStateException("nobody asks for it here: " + event);
        }
    }

    private SimSwitch of() {
        if (bridge == null) {
            throw new IllegalStateException("there is no " + BRIDGE);
        }
        return bridge;
    }

    private static int number(int port) {
        return port == SimVswitchd.LOCAL ? LOCAL : port;
    }

    private static String text(InetSocketAddress address) {
        return "tcp:" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Of {@code tcp:127.0.0.1:6653}. */
    private static InetSocketAddress address(String target) {
        int colon = target.lastIndexOf(':');
        return new InetSocketAddress(
                target.substring("tcp:".length(), colon), Integer.parseInt(target.substring(colon + 1)));
    }

    private static void flush(Streams.@Nullable Stream stream) {
        if (stream != null) {
            stream.flush();
        }
    }

    private static void close(Streams.@Nullable Stream stream) {
        if (stream != null) {
            stream.close();
        }
    }
}
