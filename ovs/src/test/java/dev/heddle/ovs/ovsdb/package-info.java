@NullMarked
package dev.heddle.ovs.ovsdb;

import org.jspecify.annotations.NullMarked;
