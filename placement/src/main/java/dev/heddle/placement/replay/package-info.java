/**
 * Replays a log of jobs against a topology under a policy, as if it happened: no clock, no host, one thread. In: places, jobs,
 * a policy. Out: who ran where and when, and figures over all of it. Times are whole microseconds of the replay's clock, 0
 * is the first day's 00:00, so that instants are exact.
 */
@NullMarked
package dev.heddle.placement.replay;

import org.jspecify.annotations.NullMarked;
