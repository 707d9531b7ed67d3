package dev.heddle.controller.reconcile;

import dev.heddle.ovs.Loop;
import dev.heddle.ovs.ovsdb.OvsdbLimits;
import dev.heddle.ovs.ovsdb.net.Backoff;
import dev.heddle.ovs.ovsdb.net.OvsdbDialer;
import dev.heddle.ovs.ovsdb.net.OvsdbHandler;
import dev.heddle.ovs.ovsdb.net.OvsdbTarget;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Sockets, on the event loops of a group. */
final class NettyTransport implements Transport {
    private final EventLoopGroup group;
    private final Map<Loop, EventLoop> loops = new HashMap<>();

    NettyTransport(EventLoopGroup group) {
        this.group = group;
    }

    @Override
    public synchronized Loop nextLoop() {
        EventLoop next = group.next();
        Loop loop = Loop.of(next);
        loops.put(loop, next);
        return loop;
    }

    @Override
    public synchronized Dialler dial(String target, Loop loop, OvsdbHandler handler) {
        EventLoop owner = loops.get(loop);
        if (owner == null) {
            throw new IllegalStateException("not a loop of this group");
        }
        OvsdbDialer dialer = new OvsdbDialer(
                owner,
                OvsdbTarget.parse(target),
                OvsdbLimits.DEFAULT,
                Backoff.DEFAULT,
                new SplittableRandom(),
                handler);
        dialer.start();
        return dialer::close;
    }
}
