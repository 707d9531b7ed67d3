package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.HostStatuses;
import dev.heddle.controller.state.StateMachine;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What all hosts' workers use.
 *
 * @param clock for the times that people see
 * @param nanoTime the monotonic clock that the loops tell
 * @param fatal told of what the process must end for
 */
record Context(
        Reconciler.Settings settings,
        StateMachine state,
        HostStatuses statuses,
        Timings timings,
        InstantSource clock,
        LongSupplier nanoTime,
        Consumer<Throwable> fatal,
        SharedDifferences differences) {}
