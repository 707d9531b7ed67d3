/** One switch on its own, with real packets: {@code heddle switch}, its Java classes, and the example. Owner: the test's thread. */
@NullMarked
package dev.heddle.system.lone;

import org.jspecify.annotations.NullMarked;
