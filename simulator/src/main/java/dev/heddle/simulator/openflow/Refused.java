package dev.heddle.simulator.openflow;

import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.OfError;

/** A message that the switch does not take. Cheap: without a stack trace. */
final class Refused extends RuntimeException {
    private final OfError error;

    Refused(OfError error) {
        super(error.name(), null, false, false);
        this.error = error;
    }

    /** The error with the bytes of the message that is refused. */
    OfError of(Octets message) {
        return new OfError(error.type(), error.code(), error.experimenter(), message);
    }
}
