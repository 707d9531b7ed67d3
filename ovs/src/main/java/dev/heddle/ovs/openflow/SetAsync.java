package dev.heddle.ovs.openflow;

import java.util.List;

/** OFPT_SET_ASYNC: which asynchronous messages the controller wants; what is not named stays. */
public record SetAsync(List<Mask> masks) implements OfMessage {
    public static final int PACKET_IN_SECONDARY = 0;
    public static final int PACKET_IN = 1;
    public static final int PORT_STATUS_SECONDARY = 2;
    public static final int PORT_STATUS = 3;
    public static final int FLOW_REMOVED_SECONDARY = 4;
    public static final int FLOW_REMOVED = 5;
    public static final int ROLE_STATUS_SECONDARY = 6;
    public static final int ROLE_STATUS = 7;
    public static final int TABLE_STATUS_SECONDARY = 8;
    public static final int TABLE_STATUS = 9;
    public static final int REQUEST_FORWARD_SECONDARY = 10;
    public static final int REQUEST_FORWARD = 11;
    public static final int CONTROLLER_STATUS_SECONDARY = 12;
    public static final int CONTROLLER_STATUS = 13;

    /**
     * @param type one of the constants above (OFPACPT_*)
     * @param reasons bit n is reason n
     */
    public record Mask(int type, int reasons) {}

    /** OFPT_GET_ASYNC_REQUEST. */
    public record Request() implements OfMessage {}

    /** OFPT_GET_ASYNC_REPLY: all that the controller gets now. */
    public record Reply(List<Mask> masks) implements OfMessage {
        public Reply {
            masks = List.copyOf(masks);
        }
    }

    public SetAsync {
        masks = List.copyOf(masks);
    }
}
