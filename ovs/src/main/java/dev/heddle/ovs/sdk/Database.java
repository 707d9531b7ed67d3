package dev.heddle.ovs.sdk;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OperationResult;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.ovs.ovsdb.client.OvsdbClient;
import dev.heddle.ovs.ovsdb.client.OvsdbException;
import dev.heddle.ovs.ovsdb.client.OvsdbOptions;
import dev.heddle.ovs.ovsdb.net.Tls;
import dev.heddle.ovs.sdk.SwitchException.Kind;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** Open vSwitch's database, for callers that wait. Thread-safe. */
final class Database implements AutoCloseable {
    static final String ROOT = "Open_vSwitch";

    private static final Duration TO_CONNECT = Duration.ofSeconds(2);

    /** How long one answer may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long ovs-vswitchd may take to do what the database says. */
    private static final Duration TO_CONFIGURE = Duration.ofSeconds(8);

    private final String address;
    private final OvsdbClient client;

    private Database(String address, OvsdbClient client) {
        this.address = address;
        this.client = client;
    }

    /** @throws SwitchException of kind BAD_INPUT, DENIED or UNREACHABLE, naming the address */
    static Database connect(SwitchAddress at) {
        String address = at.ovsdb();
        reach(address);
        try {
            OvsdbOptions options = OvsdbOptions.of(address);
            Tls tls = at.tls();
            return new Database(address, OvsdbClient.connect(tls == null ? options : options.withTls(tls)));
        } catch (IllegalArgumentException e) {
            throw new SwitchException(Kind.BAD_INPUT, String.valueOf(e.getMessage()));
        } catch (OvsdbException e) {
            throw new SwitchException(Kind.UNREACHABLE, address + ": no database: " + e.getMessage());
        }
    }

    /** Whether anything listens there is known at once, and why not; the client would go on trying. */
    private static void reach(String address) {
        if (!address.matches("(unix|tcp|ssl):.+")) {
            throw new SwitchException(
                    Kind.BAD_INPUT, "expected unix:PATH, tcp:HOST:PORT or ssl:HOST:PORT, found " + address);
        }
        SocketAddress target = HostPort.socketAddress(address);
        try {
            if (target instanceof UnixDomainSocketAddress) {
                SocketChannel.open(target).close();
            } else {
                try (Socket probe = new Socket()) {
                    probe.connect(target, (int) TO_CONNECT.toMillis());
                }
            }
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            boolean denied = why.contains("Permission denied");
            throw new SwitchException(denied ? Kind.DENIED : Kind.UNREACHABLE, address + ": no database: " + why);
        }
    }

    String address() {
        return address;
    }

    /** Does all of it or nothing; one result per operation. */
    List<OperationResult> transact(Transaction transaction) {
        try {
            return OvsdbClient.await(client.transact(transaction.operations()), PATIENCE);
        } catch (OvsdbException e) {
            if (e.operation().isPresent()) {
                SwitchException refusal = transaction.refusal(e.operation().getAsInt());
                if (refusal != null) {
                    throw refusal;
                }
            }
            throw failed(e);
        }
    }

    /** As {@link #transact}, and waits until ovs-vswitchd has done what the database then says. */
    List<OperationResult> configure(Transaction transaction) {
        Mutation next = new Mutation("next_cfg", Mutation.Mutator.ADD, OvsdbValue.of(1));
        transaction.add(new Operation.Mutate(ROOT, List.of(), List.of(next)));
        transaction.add(new Operation.Select(ROOT, List.of(), List.of("next_cfg")));
        List<OperationResult> results = transact(transaction);
        awaitConfigured(rows(results.getLast()).getFirst().number("next_cfg").orElseThrow());
        return results;
    }

    private void awaitConfigured(long number) {
        Condition reached = new Condition("cur_cfg", Condition.Function.AT_LEAST, OvsdbValue.of(number));
        Operation until = new Operation.Wait(
                ROOT, List.of(reached), List.of("cur_cfg"), false, List.of(), OptionalLong.of(TO_CONFIGURE.toMillis()));
        try {
            var _ = OvsdbClient.await(client.transact(until), PATIENCE);
        } catch (OvsdbException e) {
            if (e.kind() == OvsdbException.Kind.REFUSED) {
                throw new SwitchException(
                        Kind.TIMEOUT,
                        "%s: the database has the change, but ovs-vswitchd has not made it within %d s; is it running?"
                                .formatted(address, TO_CONFIGURE.toSeconds()));
            }
            throw failed(e);
        }
    }

    /** The rows of a table that meet the conditions. */
    List<Row> select(String table, List<String> columns, Condition... where) {
        return rows(transact(new Transaction().add(new Operation.Select(table, List.of(where), columns)))
                .getFirst());
    }

    /** The rows with these ids, as far as they are there. */
    List<Row> select(String table, List<String> columns, List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Transaction transaction = new Transaction();
        ids.forEach(id -> transaction.add(new Operation.Select(table, List.of(Condition.row(id)), columns)));
        List<Row> out = new ArrayList<>();
        transact(transaction).forEach(result -> out.addAll(rows(result)));
        return out;
    }

    private static List<Row> rows(OperationResult result) {
        return ((OperationResult.Selected) result).rows();
    }

    private SwitchException failed(OvsdbException e) {
        return switch (e.kind()) {
            case REFUSED -> new SwitchException(Kind.REFUSED, address + ": the database refuses: " + e.getMessage());
            case LOST ->
                new SwitchException(
                        Kind.LOST,
                        address + ": the connection ended; whether the change was made is not known: "
                                + e.getMessage());
            case UNREACHABLE, CLOSED ->
                new SwitchException(Kind.UNREACHABLE, address + ": no database: " + e.getMessage());
            case TIMEOUT -> new SwitchException(Kind.TIMEOUT, address + ": " + e.getMessage());
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
