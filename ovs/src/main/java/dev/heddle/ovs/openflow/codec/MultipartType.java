package dev.heddle.ovs.openflow.codec;

/** Numbers of multiparts (OFPMP_* of OpenFlow 1.5; NXST_* below {@link #EXPERIMENTER}). */
final class MultipartType {
    static final int DESC = 0;
    static final int FLOW_DESC = 1;
    static final int AGGREGATE_STATS = 2;
    static final int TABLE_STATS = 3;
    static final int PORT_STATS = 4;
    static final int QUEUE_STATS = 5;
    static final int GROUP_STATS = 6;
    static final int GROUP_DESC = 7;
    static final int GROUP_FEATURES = 8;
    static final int METER_STATS = 9;
    static final int METER_DESC = 10;
    static final int METER_FEATURES = 11;
    static final int TABLE_FEATURES = 12;
    static final int PORT_DESC = 13;
    static final int TABLE_DESC = 14;
    static final int QUEUE_DESC = 15;
    static final int FLOW_MONITOR = 16;
    static final int FLOW_STATS = 17;
    static final int CONTROLLER_STATUS = 18;
    static final int EXPERIMENTER = 0xffff;

    static final int NX_FLOW_MONITOR = 2;
    static final int NX_IPFIX_BRIDGE = 3;
    static final int NX_IPFIX_FLOW = 4;

    private MultipartType() {}
}
