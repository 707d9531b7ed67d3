/**
 * The controller's HTTP API as commands use it: one request a connection, over TCP, TLS or a unix socket. Blocking; one
 * thread.
 */
@NullMarked
package dev.heddle.cli.client;

import org.jspecify.annotations.NullMarked;
