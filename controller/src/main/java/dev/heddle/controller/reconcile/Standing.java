package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.HostStatus;

/**
 * Why a host must not be programmed.
 *
 * @param reason one word in CamelCase
 * @param message for people
 */
record Standing(HostStatus.Phase phase, String reason, String message) {
    static Standing refused(String reason, String message) {
        return new Standing(HostStatus.Phase.REFUSED, reason, message);
    }
}
