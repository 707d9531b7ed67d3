/**
 * Lines of text that ovs-ofctl(8) accepts or refuses, given to a real switch by ovs-ofctl and by this library: both must do the
 * same with them. The lines are in {@code src/test/resources/lines}.
 */
@NullMarked
package dev.heddle.ovs.openflow.lines;

import org.jspecify.annotations.NullMarked;
