/**
 * Holds what a datapath has cached against the contract: each megaflow is a match with its outputs, mirrors included. Inputs: the text of
 * {@code dpctl/dump-flows} and which datapath port is which; output: a verdict. Pure.
 */
@NullMarked
package dev.heddle.verify.megaflow;

import org.jspecify.annotations.NullMarked;
