/** The {@code heddle} command. Thread: main. */
@NullMarked
package dev.heddle.cli;

import org.jspecify.annotations.NullMarked;
