@NullMarked
package dev.heddle.ovs.openflow.codec;

import org.jspecify.annotations.NullMarked;
