package dev.heddle.ovs.sdk;

import dev.heddle.ovs.ovsdb.Row;
import org.jspecify.annotations.Nullable;

/**
 * An interface of a bridge as the database shows it.
 *
 * @param interfaceName as {@code portName}, but for a bond
 * @param number the OpenFlow port number, 0 where ovs-vswitchd could not open it
 * @param port its row in the table Port
 * @param mac in use
 * @param error why it could not be opened, or empty
 */
record Member(String interfaceName, int number, Row port, String mac, String error) {
    /** How Open vSwitch's database numbers the bridge's own port, and how OpenFlow 1.5 does. */
    private static final int LOCAL_IN_DATABASE = 0xfffe;

    private static final int LOCAL = 0xfffffffe;

    static Member of(Row port, Row device) {
        long number = Math.max(0, device.number("ofport").orElse(0));
        return new Member(
                device.text("name"),
                number == LOCAL_IN_DATABASE ? LOCAL : (int) number,
                port,
                device.text("mac_in_use"),
                device.text("error"));
    }

    String portName() {
        return port.text("name");
    }

    /** One of external_ids of its port, or null. */
    @Nullable
    String mark(String key) {
        return port.map(Rows.EXTERNAL_IDS).get(key);
    }

    boolean plugged() {
        return number != 0;
    }
}
