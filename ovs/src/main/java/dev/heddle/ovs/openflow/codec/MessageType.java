package dev.heddle.ovs.openflow.codec;

/** Numbers of messages (OFPT_* of OpenFlow 1.5). */
final class MessageType {
    static final int HELLO = 0;
    static final int ERROR = 1;
    static final int ECHO_REQUEST = 2;
    static final int ECHO_REPLY = 3;
    static final int EXPERIMENTER = 4;
    static final int FEATURES_REQUEST = 5;
    static final int FEATURES_REPLY = 6;
    static final int GET_CONFIG_REQUEST = 7;
    static final int GET_CONFIG_REPLY = 8;
    static final int SET_CONFIG = 9;
    static final int PACKET_IN = 10;
    static final int FLOW_REMOVED = 11;
    static final int PORT_STATUS = 12;
    static final int PACKET_OUT = 13;
    static final int FLOW_MOD = 14;
    static final int GROUP_MOD = 15;
    static final int PORT_MOD = 16;
    static final int TABLE_MOD = 17;
    static final int MULTIPART_REQUEST = 18;
    static final int MULTIPART_REPLY = 19;
    static final int BARRIER_REQUEST = 20;
    static final int BARRIER_REPLY = 21;
    static final int ROLE_REQUEST = 24;
    static final int ROLE_REPLY = 25;
    static final int GET_ASYNC_REQUEST = 26;
    static final int GET_ASYNC_REPLY = 27;
    static final int SET_ASYNC = 28;
    static final int METER_MOD = 29;
    static final int ROLE_STATUS = 30;
    static final int TABLE_STATUS = 31;
    static final int REQUEST_FORWARD = 32;
    static final int BUNDLE_CONTROL = 33;
    static final int BUNDLE_ADD = 34;
    static final int CONTROLLER_STATUS = 35;

    private MessageType() {}
}
