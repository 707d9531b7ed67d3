@NullMarked
package dev.heddle.ovs.openflow.session;

import org.jspecify.annotations.NullMarked;
