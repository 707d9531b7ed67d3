package dev.heddle.ovs.ovsdb.net;

import dev.heddle.ovs.ovsdb.OvsdbLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives each new channel its session, after the TLS handshake where there is one. */
final class DriverInitializer extends ChannelInitializer<Channel> {
    private final OvsdbLimits limits;
    private final Optional<Tls> tls;
    private final boolean passive;
    private final Supplier<OvsdbHandler> handlers;

    /**
     * @param tls empty: none
     * @param passive whether we were dialled
     */
    DriverInitializer(OvsdbLimits limits, Optional<Tls> tls, boolean passive, Supplier<OvsdbHandler> handlers) {
        this.limits = limits;
        this.tls = tls;
        this.passive = passive;
        this.handlers = handlers;
    }

    @Override
    protected void initChannel(Channel channel) {
        OvsdbHandler handler = handlers.get();
        if (tls.isEmpty()) {
            channel.pipeline().addLast(new SessionDriver(channel, limits, handler));
            return;
        }
        SslHandler handshake = tls.get().handler(channel.alloc(), passive);
        handshake.setHandshakeTimeoutMillis(limits.answerWithin().toMillis());
        channel.pipeline()
                .addLast(handshake)
                .addLast(new TlsGate(handler, () -> new SessionDriver(channel, limits, handler)));
    }
}
