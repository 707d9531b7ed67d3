package dev.heddle.ovs;

import io.netty.channel.EventLoop;
import java.util.concurrent.Future;

/**
 * Owner of connections and of what belongs to them: runs tasks one at a time, in the order in which they came, and tells
 * its time. An event loop in the product; a simulation gives its own, with a clock of its own.
 */
public interface Loop {
    /** Runs a task soon. From any thread. */
    void execute(Runnable task);

    /** Runs a task once after a delay, unless it is cancelled before. From any thread. */
    Future<?> schedule(Runnable task, long delayNanos);

    /** Whether the caller is the owner. */
    boolean inLoop();

    /** Nanoseconds of a monotonic clock. */
    long nanoTime();

    /** An event loop of Netty, and the machine's clock. */
    static Loop of(EventLoop loop) {
        return new NettyLoop(loop);
    }
}
