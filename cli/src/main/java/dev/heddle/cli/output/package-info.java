/** Objects as tables, YAML, JSON and names, and problems with the line they are about. Pure. */
@NullMarked
package dev.heddle.cli.output;

import org.jspecify.annotations.NullMarked;
