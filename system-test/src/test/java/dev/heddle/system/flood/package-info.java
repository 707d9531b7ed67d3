/** Floods of address resolution, and workloads that resolve their neighbours meanwhile. */
@NullMarked
package dev.heddle.system.flood;

import org.jspecify.annotations.NullMarked;
