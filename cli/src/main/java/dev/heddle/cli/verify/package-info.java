/**
 * Proof of isolation without a controller. In: a program and a dump in files. Out: a verdict. Speaks to nobody.
 */
@NullMarked
package dev.heddle.cli.verify;

import org.jspecify.annotations.NullMarked;
