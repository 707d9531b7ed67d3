package dev.heddle.ovs.ovsdb.net;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Supplier;

/** Lets the session begin when the TLS handshake is done, and says why where it is not. */
final class TlsGate extends ChannelInboundHandlerAdapter {
    private final OvsdbHandler handler;
    private final Supplier<ChannelHandler> driver;

    TlsGate(OvsdbHandler handler, Supplier<ChannelHandler> driver) {
        this.handler = handler;
        this.driver = driver;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            return;
        }
        if (handshake.isSuccess()) {
            context.pipeline().replace(this, null, driver.get());
        } else {
            handler.refused(TlsRefusal.describe(handshake.cause()));
            var _ = context.close();
        }
    }

    /** Comes with the event above, which says the same. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
