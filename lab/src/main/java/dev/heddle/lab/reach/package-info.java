/**
 * Who reaches whom: measured with real pings, and expected from declared objects alone.
 *
 * <p>{@link dev.heddle.lab.reach.Oracle} reads objects as the API shows them and shares no code with the compiler.
 */
@NullMarked
package dev.heddle.lab.reach;

import org.jspecify.annotations.NullMarked;
