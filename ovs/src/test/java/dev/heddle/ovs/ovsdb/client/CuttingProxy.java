package dev.heddle.ovs.ovsdb.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Passes connections on to a unix socket and cuts each, wherever it is, after a random number of bytes; until it is told to leave
 * them alone.
 */
final class CuttingProxy implements AutoCloseable {
    private static final int BUFFER = 512;

    private final ServerSocketChannel listening;
    private final Path target;
    private final Random random;
    private final int least;
    private final int most;
    private final Set<ByteChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private volatile boolean cutting = true;

    /**
     * @param least bytes of a connection, both ways together
     * @param most likewise
     */
    CuttingProxy(Path target, long seed, int least, int most) {
        this.target = target;
        this.random = new Random(seed);
        this.least = least;
        this.most = most;
        try {
            listening = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        try {
            return "tcp:127.0.0.1:" + ((InetSocketAddress) listening.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int cuts() {
        return cuts.get();
    }

    /** Passes nothing on and reads nothing, until {@link #goOn}, by the same thread. */
    void stall() {
        gate.writeLock().lock();
    }

    void goOn() {
        gate.writeLock().unlock();
    }

    void leaveAlone() {
        cutting = false;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel near = listening.accept();
                AtomicLong left = new AtomicLong(random.nextLong(least, most));
                open.add(near);
                try {
                    SocketChannel far = SocketChannel.open(UnixDomainSocketAddress.of(target));
                    open.add(far);
                    Thread.ofVirtual().start(() -> pass(near, far, left));
                    Thread.ofVirtual().start(() -> pass(far, near, left));
                } catch (IOException e) {
                    end(near);
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pass(SocketChannel from, SocketChannel to, AtomicLong left) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                gate.readLock().lock();
                gate.readLock().unlock();
                long rest = left.addAndGet(-buffer.limit());
                if (cutting && rest < 0) {
                    buffer.limit((int) Math.max(0, buffer.limit() + rest));
                }
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                if (cutting && rest < 0) {
                    cuts.incrementAndGet();
                    break;
                }
            }
        } catch (IOException e) {
            // the other direction was cut
        }
        end(from);
        end(to);
    }

    private void end(SocketChannel channel) {
        try {
            open.remove(channel);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (ByteChannel channel : open) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
