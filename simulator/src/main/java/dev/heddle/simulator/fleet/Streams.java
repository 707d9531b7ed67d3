package dev.heddle.simulator.fleet;

import dev.heddle.simulator.openflow.SimConnection;
import dev.heddle.simulator.ovsdb.DatabaseSession;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Dials the controller for a simulated host: a database's session or a switch's connection over a real socket. */
final class Streams {
    /** The controller speaks first, or at once. */
    private static final long FIRST_WORD_SECONDS = 15;

    private Streams() {}

    /** One dialled connection; used on its event loop. */
    interface Stream {
        /** Sends what the simulated side has to say, and closes where it has ended. */
        void flush();

        void close();
    }

    /** What a host wants to be told; called on the event loop. */
    interface Owner {
        /** The stream took bytes and has been flushed. */
        void received();

        /** The stream ended, or could not be dialled. */
        void ended(Stream stream);
    }

    static Stream database(EventLoop loop, SocketAddress to, DatabaseSession session, Owner owner) {
        return dial(loop, to, new Driver(owner) {
            @Override
            void receive(ByteBuf bytes) {
                session.receive(bytes.nioBuffer(), System.nanoTime());
            }

            @Override
            @Nullable
            ByteBuf take() {
                return session.hasOutput()
                        ? Unpooled.wrappedBuffer(session.drain().toArray(byte[][]::new))
                        : null;
            }

            @Override
            boolean open() {
                return session.isOpen();
            }

            @Override
            void end() {
                session.close();
            }
        });
    }

    static Stream openFlow(EventLoop loop, SocketAddress to, SimConnection connection, Owner owner) {
        return dial(loop, to, new Driver(owner) {
            @Override
            void receive(ByteBuf bytes) {
                connection.receive(bytes);
            }

            @Override
            @Nullable
            ByteBuf take() {
                ByteBuf bytes = connection.takeBytes();
                return bytes.isReadable() ? bytes : null;
            }

            @Override
            boolean open() {
                return connection.closed() == null;
            }

            @Override
            void end() {
                connection.close("the stream ended");
            }
        });
    }

    private static Stream dial(EventLoop loop, SocketAddress to, Driver driver) {
        var dialled = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(driver);
                    }
                })
                .connect(to);
        dialled.addListener(done -> {
            if (!done.isSuccess()) {
                driver.over();
            }
        });
        return driver;
    }

    /** Moves bytes between a channel and one side of a simulated host. */
    private abstract static class Driver extends SimpleChannelInboundHandler<ByteBuf> implements Stream {
        private final Owner owner;
        private @Nullable Channel channel;
        private boolean heard;
        private boolean over;

        Driver(Owner owner) {
            this.owner = owner;
        }

        abstract void receive(ByteBuf bytes);

        abstract @Nullable ByteBuf take();

        abstract boolean open();

        abstract void end();

        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context.channel();
            flush();
            var _ = context.executor().schedule(() -> closeUnheard(context), FIRST_WORD_SECONDS, TimeUnit.SECONDS);
        }

        /** What dials in thousands may be connected to a socket that nobody ever accepted. */
        private void closeUnheard(ChannelHandlerContext context) {
            if (!heard) {
                var _ = context.close();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            heard = true;
            receive(bytes);
            flush();
            owner.received();
        }

        @Override
        public void flush() {
            if (channel == null) {
                return;
            }
            ByteBuf bytes = take();
            if (bytes != null) {
                var _ = channel.writeAndFlush(bytes);
            }
            if (!open()) {
                close();
            }
        }

        @Override
        public void close() {
            if (channel != null) {
                var _ = channel.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            over();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }

        void over() {
            if (!over) {
                over = true;
                end();
                owner.ended(this);
            }
        }
    }
}
