package dev.heddle.ovs.ovsdb.net;

import dev.heddle.ovs.ovsdb.OvsdbLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.util.function.Supplier;

/** Gives each new channel its session. */
final class DriverInitializer extends ChannelInitializer<Channel> {
    private final OvsdbLimits limits;
    private final Supplier<OvsdbHandler> handlers;

    DriverInitializer(OvsdbLimits limits, Supplier<OvsdbHandler> handlers) {
        this.limits = limits;
        this.handlers = handlers;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new SessionDriver(channel, limits, handlers.get()));
    }
}
