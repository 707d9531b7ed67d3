package dev.heddle.system.forgery;

import dev.heddle.system.fixture.Station;
import dev.heddle.system.wire.Address;

/** A port's addresses as they stand in packets. */
public record Party(String id, byte[] mac, byte[] ip4, byte[] ip6, byte[] linkLocal) {
    public static Party of(Station station) {
        return new Party(
                station.id(),
                Address.mac(station.mac()),
                Address.ip(station.ip4()),
                Address.ip(station.ip6()),
                Address.ip(station.linkLocal()));
    }
}
