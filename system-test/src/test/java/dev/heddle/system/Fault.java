package dev.heddle.system;

import java.time.Duration;
import java.util.List;

/**
 * One way to break a host.
 *
 * @param limit how long the repair may take, from the end of {@code strike}
 * @param strike does it; returns at the fault's end
 * @param stays flows and groups that the fault adds and that nobody may take away
 * @param reported words that the host's status then says
 * @param tidy takes away what stays
 * @param restartsSwitch whether ovs-vswitchd starts anew, which empties every bridge by itself
 */
record Fault(
        String name,
        Duration limit,
        Runnable strike,
        List<String> stays,
        List<String> reported,
        Runnable tidy,
        boolean restartsSwitch) {
    static final Duration AT_ONCE = Duration.ofSeconds(3);
    /** A switch that found no controller asks again after up to 8 s. */
    static final Duration CONTROLLER_AWAY = Duration.ofSeconds(9);

    /** One that leaves nothing. */
    static Fault of(String name, Runnable strike) {
        return new Fault(name, AT_ONCE, strike, List.of(), List.of(), () -> {}, false);
    }

    /** One that restarts ovs-vswitchd. */
    static Fault restart(String name, Duration limit, Runnable strike) {
        return new Fault(name, limit, strike, List.of(), List.of(), () -> {}, true);
    }
}
