/** The API over real sockets, in front of a real state thread. */
@NullMarked
package dev.heddle.controller.http;

import org.jspecify.annotations.NullMarked;
