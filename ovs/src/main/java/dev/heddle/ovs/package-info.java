/** What the parts of the library share. */
@NullMarked
package dev.heddle.ovs;

import org.jspecify.annotations.NullMarked;
