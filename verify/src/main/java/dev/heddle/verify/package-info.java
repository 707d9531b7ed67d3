/**
 * Proves of one switch that no packet crosses from one slice to another, from the flows, groups and ports that it holds. Pure: no
 * clock, thread or I/O; an owner thread per proof.
 */
@NullMarked
package dev.heddle.verify;

import org.jspecify.annotations.NullMarked;
