package dev.heddle.simulator.openflow;

import dev.heddle.ovs.openflow.FlowMod;
import dev.heddle.ovs.openflow.MultipartReply;
import dev.heddle.ovs.openflow.MultipartRequest;
import dev.heddle.ovs.openflow.OfMessage;
import dev.heddle.ovs.openflow.PortDesc;
import dev.heddle.ovs.openflow.RawClient;
import dev.heddle.ovs.testing.DummyOvs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A bridge of a real switch with the ports 1 and 2, and a simulated one with the same ports and datapath id. */
final class TwinSwitch implements AutoCloseable {
    private static final String BRIDGE = "br-int";

    private final DummyOvs ovs;
    private final SimSwitch simulated;
    private final List<Twin> connections = new ArrayList<>();

    /** @param clock of the simulated one */
    TwinSwitch(DummyOvs ovs, LongSupplier clock) {
        this.ovs = ovs;
        ovs.addBridge(BRIDGE);
        ovs.addPort(BRIDGE, "p1", 1, "");
        ovs.addPort(BRIDGE, "p2", 2, "");
        try (RawClient client = new RawClient(ovs.managementSocket(BRIDGE))) {
            client.send(new OfMessage.Hello(OfMessage.Hello.OPENFLOW_15, 0));
            client.send(new OfMessage.FeaturesRequest());
            OfMessage features = client.readUntil(OfMessage.FeaturesReply.class)
                    .getLast()
                    .frame()
                    .message();
            this.simulated = new SimSwitch(((OfMessage.FeaturesReply) features).datapathId(), clock);
            client.send(new MultipartRequest.Ports(FlowMod.ANY));
            OfMessage ports = client.readUntil(MultipartReply.Ports.class)
                    .getLast()
                    .frame()
                    .message();
            ((MultipartReply.Ports) ports).entries().forEach(simulated::putPort);
        }
    }

    SimSwitch simulated() {
        return simulated;
    }

    long mac(int port) {
        return simulated.ports().stream()
                .filter(p -> p.number() == port)
                .mapToLong(PortDesc::mac)
                .findFirst()
                .orElseThrow();
    }

    /** A connection to each. */
    Twin connect() {
        Twin twin = new Twin(ovs.managementSocket(BRIDGE), simulated.connectManagement());
        connections.add(twin);
        return twin;
    }

    /** Asks the real one; the arguments behind the bridge's name. */
    String trace(String packet) {
        return ovs.appctl("ofproto/trace", BRIDGE, packet);
    }

    @Override
    public void close() {
        connections.forEach(Twin::close);
        ovs.vsctl("del-br", BRIDGE);
    }
}
