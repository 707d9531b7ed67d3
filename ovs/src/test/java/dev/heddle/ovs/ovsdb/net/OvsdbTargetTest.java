package dev.heddle.ovs.ovsdb.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OvsdbTargetTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "tcp:192.0.2.1:6641, TCP, false, 192.0.2.1, 6641, -",
                "tcp:[2001:db8::1]:6641, TCP, false, 2001:db8::1, 6641, -",
                "tcp:host, TCP, false, host, 6640, tcp:host:6640",
                "ssl:[::1], SSL, false, ::1, 6640, ssl:[::1]:6640",
                "ssl:db.example:443, SSL, false, db.example, 443, -",
                "unix:/run/x:y.sock, UNIX, false, /run/x:y.sock, 0, -",
                "ptcp:, TCP, true, '', 6640, ptcp:6640",
                "ptcp:0:127.0.0.1, TCP, true, 127.0.0.1, 0, -",
                "pssl:6641, SSL, true, '', 6641, -",
                "pssl::[::1], SSL, true, ::1, 6640, pssl:6640:[::1]",
                "punix:db.sock, UNIX, true, db.sock, 0, -",
            })
    void readsAndPrints(
            String text,
            OvsdbTarget.Transport transport,
            boolean passive,
            String host,
            int port,
            @org.jspecify.annotations.Nullable String printed) {
        OvsdbTarget target = OvsdbTarget.parse(text);
        assertThat(target).isEqualTo(new OvsdbTarget(transport, passive, host, port));
        assertThat(target).hasToString(printed == null ? text : printed);
        assertThat(OvsdbTarget.parse(target.toString())).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "unix:",
                "punix:",
                "tcp:",
                "tcp::1",
                "tcp:h:0",
                "tcp:h:65536",
                "tcp:h:x",
                "tcp:h:",
                "tcp:::1",
                "ssl:",
                "ssl:[::1",
                "ssl:[h]:1",
                "http:h:1",
                "ptcp:x",
                "ptcp:65536",
                "ptcp:1:[h]",
                "pssl:1:::1"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> OvsdbTarget.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected ");
    }
}
