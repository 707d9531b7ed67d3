package dev.heddle.ovs.ovsdb;

/** The ways to watch a database, oldest first. Each newer one has the server send less. */
public enum MonitorMethod {
    /** RFC 7047: whole rows, no conditions. */
    PLAIN("monitor", "update"),
    /** Open vSwitch 2.6: differences, and conditions. */
    CONDITIONAL("monitor_cond", "update2"),
    /** Open vSwitch 2.12: goes on after a transaction that is known, where the server remembers it (clustered servers do). */
    SINCE("monitor_cond_since", "update3");

    final String request;
    final String notification;

    MonitorMethod(String request, String notification) {
        this.request = request;
        this.notification = notification;
    }
}
