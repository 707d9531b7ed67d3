@NullMarked
package dev.heddle.ovs.openflow.net;

import org.jspecify.annotations.NullMarked;
