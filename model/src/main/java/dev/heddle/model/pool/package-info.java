/**
 * What can be counted, reserved and leased: exact amounts, sets of GPUs, leases and the books over them. Pure.
 */
@NullMarked
package dev.heddle.model.pool;

import org.jspecify.annotations.NullMarked;
