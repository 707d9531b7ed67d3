package dev.heddle.ovs.sdk;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OperationResult;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A {@code ptcp:} row of ours in a bridge's column {@code controller}, for switches whose management socket is out of reach. A
 * passive row flushes no flow, when it comes or when it goes. It listens on the one address by which the database was
 * reached, without a password: for as long as it is there whoever reaches that address can program the bridge.
 */
final class ListenerRow implements AutoCloseable {
    private static final int FIRST_PORT = 20000;
    private static final int PORTS = 12000;

    private final Database database;
    private final UUID bridge;
    private final UUID row;
    private final InetSocketAddress address;
    private final Thread hook = new Thread(this::remove);
    private boolean closed;

    private ListenerRow(Database database, UUID bridge, UUID row, InetSocketAddress address) {
        this.database = database;
        this.bridge = bridge;
        this.row = row;
        this.address = address;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Adds the row, on some port from 20000 on, and waits until ovs-vswitchd has seen it. */
    static ListenerRow add(Database database, UUID bridge, String name, InetAddress host) {
        InetSocketAddress address = new InetSocketAddress(
                host, FIRST_PORT + RandomGenerator.getDefault().nextInt(PORTS));
        String literal = host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
        Transaction transaction = new Transaction()
                .add(Operation.insert(
                        Rows.CONTROLLER,
                        "listener",
                        Map.of(
                                "target",
                                OvsdbValue.of("ptcp:" + address.getPort() + ":" + literal),
                                "connection_mode",
                                OvsdbValue.of("out-of-band"),
                                Rows.EXTERNAL_IDS,
                                OvsdbValue.map(Map.of(Rows.MARK, name)))))
                .link(Rows.BRIDGE, Condition.row(bridge), "controller", OvsdbValue.named("listener"));
        UUID row = ((OperationResult.Inserted) database.configure(transaction).getFirst()).uuid();
        return new ListenerRow(database, bridge, row, address);
    }

    InetSocketAddress address() {
        return address;
    }

    private synchronized void remove() {
        if (!closed) {
            closed = true;
            var _ = database.transact(
                    new Transaction().unlink(Rows.BRIDGE, Condition.row(bridge), "controller", OvsdbValue.of(row)));
        }
    }

    /** Takes the row away. */
    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            return;
        }
    }
}
