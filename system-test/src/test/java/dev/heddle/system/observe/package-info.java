/**
 * What the fault tests look at, by Open vSwitch's own tools and ping: none of the product's code is in between, so that
 * it cannot agree with itself.
 */
@NullMarked
package dev.heddle.system.observe;

import org.jspecify.annotations.NullMarked;
