package dev.heddle.ovs.ovsdb;

/** A message that cannot be understood; ends the session with a fault of the same kind. */
public final class BadMessage extends Exception {
    private final OvsdbFault.Kind kind;

    BadMessage(OvsdbFault.Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public OvsdbFault.Kind kind() {
        return kind;
    }
}
