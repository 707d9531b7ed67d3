/** Tests of traces. */
@NullMarked
package dev.heddle.controller.trace;

import org.jspecify.annotations.NullMarked;
