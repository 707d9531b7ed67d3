package dev.heddle.simulator.ovsdb;

import dev.heddle.ovs.ovsdb.MonitorMethod;
import dev.heddle.ovs.ovsdb.MonitorRequest;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import dev.heddle.ovs.ovsdb.Replica;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Our own client at a database in memory: what one says, the other hears at once. */
final class SimClient {
    private final DatabaseSession server;
    private final OvsdbSession client;
    private final List<OvsdbEvent> events = new ArrayList<>();
    private long now;

    SimClient(SimDatabase database, long now) {
        this.now = now;
        server = database.connect(now);
        client = new OvsdbSession(OvsdbLimits.DEFAULT, now);
    }

    DatabaseSession server() {
        return server;
    }

    List<OvsdbEvent> events() {
        return events;
    }

    /** Time goes on, and what was said is heard. */
    SimClient at(long time) {
        now = time;
        boolean more = true;
        while (more) {
            OvsdbSession.Output output = client.drain();
            events.addAll(output.events());
            output.messages().forEach(message -> server.receive(ByteBuffer.wrap(message), now));
            List<byte[]> messages = server.drain();
            messages.forEach(message -> client.receive(ByteBuffer.wrap(message), now));
            more = !messages.isEmpty() || !output.messages().isEmpty();
        }
        return this;
    }

    /** Makes a request; its number. */
    long ask(ToLongFunction<OvsdbSession> request) {
        long id = request.applyAsLong(client);
        at(now);
        return id;
    }

    OvsdbResult call(ToLongFunction<OvsdbSession> request) {
        return answer(ask(request)).orElseThrow();
    }

    long transactLater(Operation... operations) {
        return ask(session -> session.transact("Open_vSwitch", List.of(operations), now));
    }

    OvsdbResult transact(Operation... operations) {
        return answer(transactLater(operations)).orElseThrow();
    }

    Optional<OvsdbResult> answer(long request) {
        at(now);
        return events.stream()
                .map(event -> event instanceof OvsdbEvent.Replied(long id, OvsdbResult result) && id == request
                        ? result
                        : null)
                .filter(Objects::nonNull)
                .findFirst();
    }

    Replica monitor(MonitorMethod method, MonitorRequest request) {
        var schema = ((OvsdbResult.Described) call(session -> session.schema("Open_vSwitch", now))).schema();
        return ((OvsdbResult.Monitoring) call(session -> session.monitor(method, schema, request, now))).replica();
    }
}
