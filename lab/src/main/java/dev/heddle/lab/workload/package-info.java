/**
 * Ports become workloads: a network namespace with one Ethernet device, whose other end is patched through, in the
 * fabric's namespace, to a link in its host's br-int.
 *
 * <p>{@link dev.heddle.lab.workload.Agent} owns all of it, in a process and a thread of its own: it compares what ports
 * ask for with what it made, and makes them equal. {@link dev.heddle.lab.workload.Plan} is pure.
 */
@NullMarked
package dev.heddle.lab.workload;

import org.jspecify.annotations.NullMarked;
