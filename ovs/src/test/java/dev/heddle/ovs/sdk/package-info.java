@NullMarked
package dev.heddle.ovs.sdk;

import org.jspecify.annotations.NullMarked;
