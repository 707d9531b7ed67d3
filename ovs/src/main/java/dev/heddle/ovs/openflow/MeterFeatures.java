package dev.heddle.ovs.openflow;

import dev.heddle.flow.Meter;

/**
 * OFPMP_METER_FEATURES as Open vSwitch answers it (the structure of OpenFlow 1.3).
 *
 * @param maxMeters how many meters, 32 bits
 * @param bandTypes bit n is OFPMBT_* n: 2 drop, 4 dscp_remark
 * @param capabilities flags of {@link Meter}
 * @param maxBands how many bands a meter can have
 */
public record MeterFeatures(boolean more, long maxMeters, int bandTypes, int capabilities, int maxBands, int maxColor)
        implements MultipartReply {}
