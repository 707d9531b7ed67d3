package dev.heddle.cli.vswitch;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;

/** Where Netty's own words go: to the JDK's logger. The server's would tell its start-up on standard output. */
final class NettyLogging {
    private NettyLogging() {}

    /** To be called before anything else of Netty. */
    static void quiet() {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    }
}
