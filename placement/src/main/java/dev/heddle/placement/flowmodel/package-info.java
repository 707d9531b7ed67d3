/**
 * How long gangs take when their traffic shares the uplinks of racks: one model under which placements are compared. Not what a
 * network does, but equal for all.
 */
@NullMarked
package dev.heddle.placement.flowmodel;

import org.jspecify.annotations.NullMarked;
