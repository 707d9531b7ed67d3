@NullMarked
package dev.heddle.simulator.openflow;

import org.jspecify.annotations.NullMarked;
