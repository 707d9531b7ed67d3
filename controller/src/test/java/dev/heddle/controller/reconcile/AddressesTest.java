package dev.heddle.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final InetSocketAddress ANY = new InetSocketAddress("0.0.0.0", 6653);

    @Test
    void theBridgeDialsWhereTheDatabaseReachedUs() {
        var local = new InetSocketAddress("192.0.2.7", 6640);
        assertThat(Addresses.controller(Optional.empty(), local, ANY)).isEqualTo("tcp:192.0.2.7:6653");
        assertThat(Addresses.manager(local)).contains("tcp:192.0.2.7:6640");
    }

    @Test
    void ipv6StandsInBrackets() {
        var local = new InetSocketAddress("2001:db8::1", 6640);
        assertThat(Addresses.controller(Optional.empty(), local, ANY)).isEqualTo("tcp:[2001:db8:0:0:0:0:0:1]:6653");
    }

    @Test
    void theAdvertisedAddressWins() {
        var local = new InetSocketAddress("192.0.2.7", 6640);
        assertThat(Addresses.controller(Optional.of("203.0.113.1"), local, ANY)).isEqualTo("tcp:203.0.113.1:6653");
    }

    @Test
    void aDatabaseOnAUnixSocketIsOnThisMachine() {
        var local = UnixDomainSocketAddress.of("");
        assertThat(Addresses.controller(Optional.empty(), local, ANY)).isEqualTo("tcp:127.0.0.1:6653");
        var listener = new InetSocketAddress("192.0.2.7", 7000);
        assertThat(Addresses.controller(Optional.empty(), local, listener)).isEqualTo("tcp:192.0.2.7:7000");
        assertThat(Addresses.manager(local)).isEmpty();
    }
}
