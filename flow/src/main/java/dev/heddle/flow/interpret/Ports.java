package dev.heddle.flow.interpret;

/** What is known of the ports of a switch. */
@FunctionalInterface
public interface Ports {
    /** Every port may be there, up or down. */
    Ports UNKNOWN = port -> State.UNKNOWN;

    /** How a port is. */
    enum State {
        /** There is none of this number. */
        ABSENT,
        DOWN,
        UP,
        /** It may be there, up or down: what is sent to it counts as sent. */
        UNKNOWN
    }

    State state(int port);
}
