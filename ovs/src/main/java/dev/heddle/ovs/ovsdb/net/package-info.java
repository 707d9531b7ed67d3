/**
 * Netty drivers of {@link dev.heddle.ovs.ovsdb.OvsdbSession}: servers dial us, or we dial them, over TCP, TLS or a unix socket. Each
 * connection is owned by one event loop; handlers are called there.
 */
@NullMarked
package dev.heddle.ovs.ovsdb.net;

import org.jspecify.annotations.NullMarked;
