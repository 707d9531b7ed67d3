package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.ovsdb.OvsdbEvent;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.OvsdbSession;
import dev.heddle.ovs.ovsdb.net.OvsdbConnection;
import dev.heddle.ovs.ovsdb.net.OvsdbHandler;
import dev.heddle.ovs.ovsdb.net.OvsdbServer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReconcilerEndTest {
    @Test
    void aLoopThatIsBusyWhenItIsToEndClosesItsConnections() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        CompletableFuture<OvsdbConnection> connected = new CompletableFuture<>();
        OvsdbServer server = OvsdbServer.listen(
                loops, new InetSocketAddress("127.0.0.1", 0), OvsdbLimits.DEFAULT, () -> new OvsdbHandler() {
                    @Override
                    public void connected(OvsdbConnection made, OvsdbSession session) {
                        connected.complete(made);
                    }

                    @Override
                    public void event(OvsdbConnection made, OvsdbSession session, OvsdbEvent event) {}
                });
        try (Socket peer = new Socket("127.0.0.1", server.address().getPort())) {
            peer.setSoTimeout(5000);
            connected.get(30, TimeUnit.SECONDS).loop().execute(() -> Reconciler.end(loops));
            assertThat(loops.terminationFuture().await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
    }
}
