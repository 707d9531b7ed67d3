package dev.heddle.model.decide;

import java.util.Locale;

/**
 * What can be wrong with a request beside what is wrong with a manifest on its own. Each code is explained in docs/errors.md
 * and never changes its meaning.
 */
public enum RequestError {
    /** A uid other than the stored one. */
    UID_DIFFERS,
    /** A uid that another object has. */
    UID_TAKEN,
    /** A field that cannot change. */
    IMMUTABLE,
    /** An object changed after the revision that the request was made for. */
    CHANGED_SINCE,
    /** A name that nothing has. */
    UNKNOWN_REFERENCE,
    /** A system-id that another host has. */
    SYSTEM_ID_TAKEN,
    /** A database to dial that another host has. */
    OVSDB_TAKEN,
    /** A tunnel address that another uplink has. */
    TUNNEL_ADDRESS_TAKEN,
    /** An uplink is left out that ports name. */
    UPLINK_USED,
    /** A subnet that overlaps one of another slice of the network. */
    SUBNET_OVERLAP,
    /** A subnet is left out in which ports have addresses. */
    SUBNET_USED,
    /** A subnet without a free address. */
    SUBNET_FULL,
    /** An address that no port of the slice can have. */
    ADDRESS_UNUSABLE,
    /** An address that another port of the network has. */
    ADDRESS_TAKEN,
    /** A MAC that another port of the network has. */
    MAC_TAKEN,
    /** A port's mtu that does not fit into its uplink. */
    MTU_TOO_LARGE,
    /** All numbers of a kind are in use or not yet free again. */
    IDS_EXHAUSTED,
    /** More than the tenant's quota. */
    OVER_QUOTA,
    /** More than the pool has free, or than an oversubscribed tier carries. */
    OVER_POOL,
    /** More than a host, or one of its uplinks, has free. */
    OVER_HOST,
    /** The object does not exist. */
    NOT_FOUND,
    /** Other objects refer to the object. */
    STILL_REFERENCED;

    /** The code in problems: lower case with dashes. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
