package dev.heddle.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.lab.os.LabException;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabStateTest {
    @Test
    void addressesOfALabLieInItsBlockAndDiffer() {
        for (int block : new int[] {0, 63, 64, LabState.CONTROL_BLOCKS - 1}) {
            LabState state = new LabState(LabState.MAX_HOSTS, 2, block, 7640);
            IpPrefix control = IpPrefix.of(IpAddress.parse(state.controllerAddress()), LabState.CONTROL_LENGTH);
            assertThat(IpPrefix.parse("198.18.0.0/15").contains(control)).isTrue();
            Set<String> seen = new HashSet<>(Set.of(state.controllerAddress()));
            for (String host : state.hostNames()) {
                assertThat(control.isUsable(IpAddress.parse(state.controlAddress(host))))
                        .isTrue();
                assertThat(seen.add(state.controlAddress(host))).isTrue();
                assertThat(seen.add(state.underlayAddress(host, 1))).isTrue();
                assertThat(seen.add(state.underlayAddress(host, 2))).isTrue();
            }
        }
    }

    @Test
    void refusesSizesThatTheAddressesDoNotHold() {
        assertThatThrownBy(() -> new LabState(0, 1, 0, 1)).isInstanceOf(LabException.class);
        assertThatThrownBy(() -> new LabState(LabState.MAX_HOSTS + 1, 1, 0, 1)).isInstanceOf(LabException.class);
        assertThatThrownBy(() -> new LabState(1, 0, 0, 1)).isInstanceOf(LabException.class);
    }
}
