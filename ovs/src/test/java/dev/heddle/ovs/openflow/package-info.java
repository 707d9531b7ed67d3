@NullMarked
package dev.heddle.ovs.openflow;

import org.jspecify.annotations.NullMarked;
