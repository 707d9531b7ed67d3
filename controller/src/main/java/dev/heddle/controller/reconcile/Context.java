package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.StateMachine;
import java.time.InstantSource;

/**
 * What all hosts' workers use.
 *
 * @param clock for the times that people see
 */
record Context(
        Reconciler.Settings settings,
        StateMachine state,
        HostStatuses statuses,
        Timings timings,
        InstantSource clock,
        SharedDifferences differences) {}
