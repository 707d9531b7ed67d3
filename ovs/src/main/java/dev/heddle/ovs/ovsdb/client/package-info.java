/**
 * An OVSDB client for Java programs, on top of {@link dev.heddle.ovs.ovsdb.OvsdbSession} and its drivers. Its methods may be
 * called from any thread; the work is done, and what the caller hands over is called, on one event loop.
 */
@NullMarked
package dev.heddle.ovs.ovsdb.client;

import org.jspecify.annotations.NullMarked;
