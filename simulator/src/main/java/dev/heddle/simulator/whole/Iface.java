package dev.heddle.simulator.whole;

/**
 * An interface of br-int.
 *
 * @param ifaceId as its external_ids say, empty where they do not
 */
record Iface(String name, String ifaceId) {}
