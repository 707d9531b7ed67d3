/**
 * The whole product through its launcher, on a lab: real packets between namespaces, real Open vSwitch. What is expected
 * comes from the declared intent alone. Needs root.
 */
@NullMarked
package dev.heddle.system;

import org.jspecify.annotations.NullMarked;
