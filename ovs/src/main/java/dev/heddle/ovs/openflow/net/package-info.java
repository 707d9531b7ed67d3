/**
 * OpenFlow connections over TCP and unix sockets, accepted or dialled. Each connection is owned by one event loop: its
 * session, its handler's calls and its writes all happen there.
 */
@NullMarked
package dev.heddle.ovs.openflow.net;

import org.jspecify.annotations.NullMarked;
