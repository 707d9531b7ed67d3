package dev.heddle.simulator.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a comparison with a real ovs-vswitchd cannot show: devices, time, and what goes wrong. */
class SimVswitchdTest {
    private final HostDatabase host = HostDatabase.create("h", 1);
    private final SimVswitchd vswitchd = host.vswitchd();

    @BeforeEach
    void bridge() {
        host.transact(
                Operation.insert("Bridge", "b", Map.of("name", OvsdbValue.of("br"))),
                Operation.mutate("Open_vSwitch", List.of(Mutation.insert("bridges", OvsdbValue.named("b")))));
        vswitchd.run(0);
    }

    @Test
    void a_device_that_goes_takes_its_port_and_comes_back_with_another_number() {
        host.plug("br", "tap1", "a");
        vswitchd.run(0);
        vswitchd.removeDevice("tap1");
        assertThat(vswitchd.run(1)).containsExactly(new VswitchdEvent.PortRemoved("br", "tap1", 1));
        assertThat(face("tap1").number("ofport")).hasValue(-1);
        assertThat(face("tap1").text("error")).isEqualTo("could not open network device tap1 (No such device)");
        vswitchd.addDevice("tap1");
        assertThat(vswitchd.run(2)).containsExactly(new VswitchdEvent.PortAdded("br", "tap1", 2));
        assertThat(face("tap1").text("error")).isEmpty();
    }

    @Test
    void a_number_rests_for_an_hour() {
        PortNumbers numbers = new PortNumbers();
        for (int i = 1; i < 32768; i++) {
            assertThat(numbers.take(0, i)).isEqualTo(i);
            numbers.free(i, i);
        }
        assertThat(numbers.take(0, 40_000))
                .as("none has rested: the one that rests longest")
                .isEqualTo(1);
        assertThat(numbers.take(2, 40_000)).as("unless it is asked for").isEqualTo(2);
        assertThat(numbers.take(0, TimeUnit.HOURS.toNanos(2))).isEqualTo(3);
    }

    @Test
    void a_refusal_stays_where_its_end_was_read_late() {
        vswitchd.removeDevice("tap1");
        host.plug("br", "tap1", "a");
        vswitchd.run(0);
        vswitchd.removeDevice("tap1");
        vswitchd.run(1);
        host.renumber("tap1", 1);
        vswitchd.addDevice("tap1");
        vswitchd.readLate();
        assertThat(vswitchd.run(2)).containsExactly(new VswitchdEvent.PortAdded("br", "tap1", 1));
        assertThat(face("tap1").number("ofport")).hasValue(-1);
        assertThat(face("tap1").text("error")).isNotEmpty();

        host.transact(Operation.update("Bridge", Map.of("other_config", OvsdbValue.map(Map.of("some", "1")))));
        assertThat(vswitchd.run(3)).isEmpty();
        assertThat(face("tap1").number("ofport")).hasValue(1);
        assertThat(face("tap1").text("error")).isEmpty();
    }

    @Test
    void a_restart_keeps_the_numbers_that_the_database_tells() {
        host.plug("br", "tap1", "a");
        vswitchd.run(0);
        host.plug("br", "tap0", "b");
        vswitchd.run(0);
        vswitchd.stop();
        assertThat(vswitchd.isDue()).isFalse();
        vswitchd.start();
        assertThat(vswitchd.run(1))
                .contains(new VswitchdEvent.PortAdded("br", "tap1", 1), new VswitchdEvent.PortAdded("br", "tap0", 2))
                .first()
                .isInstanceOf(VswitchdEvent.BridgeAdded.class);
    }

    @Test
    void another_datapath_type_makes_the_bridge_anew() {
        host.plug("br", "tap1", "a");
        vswitchd.run(0);
        host.transact(Operation.update("Bridge", Map.of("datapath_type", OvsdbValue.of("netdev"))));
        assertThat(vswitchd.run(1)).first().isEqualTo(new VswitchdEvent.BridgeRemoved("br"));
        assertThat(vswitchd.ports("br")).containsExactly(Map.entry("tap1", 1));
    }

    @Test
    void only_what_it_reads_makes_it_read() {
        assertThat(vswitchd.isDue()).isFalse();
        host.transact(Operation.update("Bridge", Map.of("external_ids", OvsdbValue.map(Map.of("heddle-rev", "1/2")))));
        assertThat(vswitchd.isDue()).isFalse();
        host.database().restart();
        assertThat(vswitchd.isDue()).isTrue();
    }

    @Test
    void statistics_are_told_while_they_are_wanted() {
        vswitchd.machine(Map.of("cpu", "8"));
        vswitchd.writeStatistics();
        assertThat(root().map("statistics")).isEmpty();
        host.transact(Operation.update(
                "Open_vSwitch", Map.of("other_config", OvsdbValue.map(Map.of("enable-statistics", "true")))));
        vswitchd.run(1);
        vswitchd.writeStatistics();
        assertThat(root().map("statistics")).containsExactly(Map.entry("cpu", "8"));
        host.transact(Operation.update("Open_vSwitch", Map.of("other_config", OvsdbValue.EMPTY_MAP)));
        vswitchd.run(2);
        assertThat(root().map("statistics")).isEmpty();
    }

    @Test
    void a_controller_is_told_connected_or_not() {
        host.transact(
                Operation.insert("Controller", "c", Map.of("target", OvsdbValue.of("tcp:192.0.2.9:6653"))),
                Operation.update(
                        "Bridge",
                        Map.of("controller", OvsdbValue.named("c")),
                        Condition.equal("name", OvsdbValue.of("br"))));
        assertThat(vswitchd.run(1)).contains(new VswitchdEvent.Dial("br", "tcp:192.0.2.9:6653", 8000, 5000));
        vswitchd.connected("br", "tcp:192.0.2.9:6653", true);
        vswitchd.role("br", "tcp:192.0.2.9:6653", "master");
        vswitchd.writeStatistics();
        Row row = host.database().rows("Controller").getFirst();
        assertThat(row.flag("is_connected")).isTrue();
        assertThat(row.text("role")).isEqualTo("master");
    }

    private Row face(String name) {
        return host.database().rows("Interface").stream()
                .filter(row -> row.text("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Row root() {
        return host.database().rows("Open_vSwitch").getFirst();
    }
}
