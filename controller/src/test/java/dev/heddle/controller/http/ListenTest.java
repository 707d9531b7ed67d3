package dev.heddle.controller.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenTest {
    @Test
    void aTakenAddressIsRefusedByName() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            List<ListenAddress> listen = List.of(ListenAddress.parse("127.0.0.1:0"), ListenAddress.parse(address));
            assertThatThrownBy(() -> new ApiFixture(new HttpApi.Options(listen, Optional.empty(), Optional.empty())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on")
                    .hasMessageContaining(address);
        }
    }
}
