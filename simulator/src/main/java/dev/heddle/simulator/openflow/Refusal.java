package dev.heddle.simulator.openflow;

import dev.heddle.flow.Octets;
import dev.heddle.ovs.openflow.OfError;

/** The errors that the simulated switch answers, by the names of Open vSwitch. */
enum Refusal {
    OFPBRC_BAD_TYPE(1, 1),
    OFPBRC_BAD_STAT(1, 2),
    OFPBRC_EPERM(1, 5),
    OFPBRC_BAD_TABLE_ID(1, 9),
    OFPBRC_IS_SECONDARY(1, 10),
    OFPBRC_BAD_PORT(1, 11),
    OFPBAC_BAD_OUT_PORT(2, 4),
    OFPBAC_BAD_OUT_GROUP(2, 9),
    OFPBAC_MATCH_INCONSISTENT(2, 10),
    OFPBIC_BAD_TABLE_ID(3, 2),
    OFPBMC_BAD_VALUE(4, 7),
    OFPBMC_BAD_PREREQ(4, 9),
    OFPFMFC_TABLE_FULL(5, 1),
    OFPFMFC_BAD_TABLE_ID(5, 2),
    OFPFMFC_OVERLAP(5, 3),
    OFPFMFC_BAD_FLAGS(5, 7),
    OFPGMFC_GROUP_EXISTS(6, 0),
    OFPGMFC_INVALID_GROUP(6, 1),
    OFPGMFC_WATCH_UNSUPPORTED(6, 6),
    OFPGMFC_UNKNOWN_GROUP(6, 8),
    OFPGMFC_BAD_BUCKET(6, 12),
    OFPGMFC_UNKNOWN_BUCKET(6, 15),
    OFPGMFC_BUCKET_EXISTS(6, 16),
    OFPPMFC_BAD_PORT(7, 0),
    OFPPMFC_BAD_HW_ADDR(7, 1),
    OFPRRFC_STALE(11, 0),
    OFPMMFC_METER_EXISTS(12, 1),
    OFPMMFC_INVALID_METER(12, 2),
    OFPMMFC_UNKNOWN_METER(12, 3),
    OFPMMFC_BAD_FLAGS(12, 5),
    OFPMMFC_BAD_RATE(12, 6),
    OFPMMFC_BAD_BAND(12, 8),
    OFPMMFC_OUT_OF_BANDS(12, 11),
    OFPBPC_BAD_VALUE(14, 2),
    OFPACFC_INVALID(15, 0),
    OFPACFC_UNSUPPORTED(15, 1),
    OFPMOFC_MONITOR_EXISTS(16, 1),
    OFPMOFC_UNKNOWN_MONITOR(16, 3),
    OFPMOFC_BAD_FLAGS(16, 5),
    OFPBFC_BAD_ID(17, 2),
    OFPBFC_BUNDLE_CLOSED(17, 4),
    OFPBFC_BAD_TYPE(17, 6),
    OFPBFC_BAD_FLAGS(17, 7),
    OFPBFC_MSG_UNSUP(17, 10),
    OFPBFC_MSG_FAILED(17, 13);

    private final int type;
    private final int code;

    Refusal(int type, int code) {
        this.type = type;
        this.code = code;
    }

    /** To be thrown. */
    Refused refused() {
        return new Refused(new OfError(type, code, 0, Octets.EMPTY));
    }
}
