@NullMarked
package dev.heddle.ovs.ovsdb.client;

import org.jspecify.annotations.NullMarked;
