/** Real Open vSwitch for tests: no root, no kernel, packets go nowhere. */
@NullMarked
package dev.heddle.ovs.testing;

import org.jspecify.annotations.NullMarked;
