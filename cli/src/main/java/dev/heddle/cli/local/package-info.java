/** What the machine has on which the command runs. Thread: main. */
@NullMarked
package dev.heddle.cli.local;

import org.jspecify.annotations.NullMarked;
