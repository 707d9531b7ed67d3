package dev.heddle.simulator.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.ovs.ovsdb.Condition;
import dev.heddle.ovs.ovsdb.Mutation;
import dev.heddle.ovs.ovsdb.Operation;
import dev.heddle.ovs.ovsdb.OvsdbResult;
import dev.heddle.ovs.ovsdb.OvsdbValue;
import dev.heddle.ovs.ovsdb.Row;
import dev.heddle.simulator.ovsdb.DatabaseSchema;
import dev.heddle.simulator.ovsdb.SimDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ForeignRowsTest {
    private static final String ROOT = "Open_vSwitch";

    /** A database with br-int as Heddle makes it, and what others put there in every place. */
    private static final class Host {
        final SimDatabase database = new SimDatabase(DatabaseSchema.vswitch(), 1);
        final ForeignRows rows = new ForeignRows(database);

        Host() {
            rows.change(() -> transact(
                    Operation.insert(ROOT, "root", Map.of("external_ids", OvsdbValue.map(Map.of("system-id", "h1"))))));
            heddleMakesItsBridge();
            assertThat(rows.spoilt()).isEmpty();
            for (Act.Place place : Act.Place.values()) {
                byHand(place, 1);
            }
        }

        void heddleMakesItsBridge() {
            OvsdbValue mark = OvsdbValue.map(Map.of("heddle", "c"));
            transact(
                    Operation.insert("Interface", "lf", Map.of("name", OvsdbValue.of("br-int"), "external_ids", mark)),
                    Operation.insert(
                            "Port",
                            "lp",
                            Map.of("name", OvsdbValue.of("br-int"), "interfaces", OvsdbValue.named("lf"))),
                    Operation.insert("Interface", "vf", Map.of("name", OvsdbValue.of("heddle-vx"))),
                    Operation.insert(
                            "Port",
                            "vp",
                            Map.of("name", OvsdbValue.of("heddle-vx"), "interfaces", OvsdbValue.named("vf"))),
                    Operation.insert(
                            "Controller", "c", Map.of("target", OvsdbValue.of("tcp:h:1"), "external_ids", mark)),
                    Operation.insert(
                            "Bridge",
                            "b",
                            Map.of(
                                    "name", OvsdbValue.of("br-int"),
                                    "ports", OvsdbValue.union(List.of(OvsdbValue.named("lp"), OvsdbValue.named("vp"))),
                                    "controller", OvsdbValue.named("c"),
                                    "external_ids", mark)),
                    Operation.mutate(ROOT, List.of(Mutation.insert("bridges", OvsdbValue.named("b")))));
        }

        void byHand(Act.Place place, int pick) {
            rows.change(
                    () -> transact(ForeignHand.operations(database, place, pick).toArray(Operation[]::new)));
        }

        void transact(Operation... operations) {
            assertThat(database.transact(List.of(operations))).isInstanceOf(OvsdbResult.Transacted.class);
        }

        /** @param name empty for the root, which has none */
        Row row(String table, String name) {
            return Objects.requireNonNull(database.named(table, name));
        }

        void update(String table, String name, String column, OvsdbValue value) {
            transact(Operation.update(
                    table, Map.of(column, value), Condition.row(row(table, name).uuid())));
        }

        void set(String table, String name, String column, String key, String value) {
            mutate(
                    table,
                    name,
                    Mutation.delete(column, OvsdbValue.texts(List.of(key))),
                    Mutation.insert(column, OvsdbValue.map(Map.of(key, value))));
        }

        void mutate(String table, String name, Mutation... mutations) {
            transact(Operation.mutate(
                    table, List.of(mutations), Condition.row(row(table, name).uuid())));
        }

        void removeBridge(String name) {
            mutate(
                    ROOT,
                    "",
                    Mutation.delete("bridges", OvsdbValue.of(row("Bridge", name).uuid())));
        }
    }

    private final Host host = new Host();

    @Test
    void heddleChangesWhatIsItsOwn() {
        host.set(ROOT, "", "external_ids", "heddle-statistics", "c");
        host.set(ROOT, "", "other_config", "enable-statistics", "true");
        host.set("Bridge", "br-int", "external_ids", "heddle-rev", "3/4");
        host.set("Bridge", "br-int", "other_config", "heddle-nudge", "1");
        host.set("Interface", "heddle-vx", "options", "dst_port", "4790");
        host.update("Bridge", "br-int", "fail_mode", OvsdbValue.of("secure"));
        assertThat(host.rows.spoilt()).isEmpty();
    }

    @Test
    void vswitchdNumbersPortsAndTheServerBeginsAnew() {
        host.update("Interface", "patch-phy", "ofport", OvsdbValue.of(3));
        host.database.restart();
        assertThat(host.rows.spoilt()).isEmpty();
    }

    /** What they do succeeds, and what they did before stays theirs to change. */
    @ParameterizedTest
    @EnumSource
    void othersChangeWhatIsTheirs(Act.Place place) {
        for (int pick = 0; pick < 40; pick++) {
            host.byHand(place, pick);
            assertThat(host.rows.spoilt()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Open_vSwitch, '', external_ids",
        "Open_vSwitch, '', other_config",
        "Bridge, br-int, external_ids",
        "Bridge, br-int, other_config",
        "Bridge, br-phy, external_ids",
        "Bridge, br-phy, other_config",
        "Port, patch-phy, external_ids",
        "Port, eth0, external_ids",
        "Interface, patch-phy, external_ids",
        "Interface, patch-phy, options",
        "Interface, eth0, options"
    })
    void aKeyThatCameWentOrChangedIsTold(String table, String name, String column) {
        String key = host.row(table, name).map(column).keySet().stream()
                .filter(k -> !k.startsWith("heddle"))
                .findFirst()
                .orElseThrow();
        told(column, each -> each.set(table, name, column, key, "other"));
        told(column, each -> each.set(table, name, column, "new", "key"));
        told(column, each -> each.mutate(table, name, Mutation.delete(column, OvsdbValue.texts(List.of(key)))));
        told(column, each -> each.update(table, name, column, OvsdbValue.EMPTY_MAP));
    }

    /** Heddle's keys are its own only where the contract names them. */
    @ParameterizedTest
    @CsvSource({
        "Bridge, br-phy, external_ids, heddle",
        "Bridge, br-phy, other_config, disable-in-band",
        "Open_vSwitch, '', other_config, datapath-id",
        "Port, patch-phy, external_ids, heddle",
        "Interface, eth0, external_ids, heddle"
    })
    void aKeyOfHeddlesElsewhereIsTold(String table, String name, String column, String key) {
        told(column, each -> each.set(table, name, column, key, "c"));
    }

    @Test
    void aColumnIsTold() {
        told("fail_mode", each -> each.update("Bridge", "br-phy", "fail_mode", OvsdbValue.of("secure")));
        told(
                "mcast_snooping_enable",
                each -> each.update("Bridge", "br-int", "mcast_snooping_enable", OvsdbValue.of(false)));
        told("tag", each -> each.update("Port", "patch-phy", "tag", OvsdbValue.NONE));
        told(
                "target",
                each -> each.transact(Operation.update(
                        "Controller",
                        Map.of("target", OvsdbValue.of("tcp:h:2")),
                        Condition.equal("external_ids", OvsdbValue.EMPTY_MAP))));
        told("type", each -> each.update("Interface", "eth0", "type", OvsdbValue.of("internal")));
    }

    @Test
    void aPortOfTheirsThatIsTakenOutOfBrIntIsTold() {
        told(
                "ports",
                each -> each.mutate(
                        "Bridge",
                        "br-int",
                        Mutation.delete(
                                "ports",
                                OvsdbValue.of(each.row("Port", "patch-phy").uuid()))));
    }

    /** br-int made anew is another, without what others had in it. */
    @Test
    void aBridgeThatGoesIsTold() {
        told("is gone", each -> each.removeBridge("br-phy"));
        told("is gone", each -> each.removeBridge("br-int"));
        told("is gone", each -> {
            each.removeBridge("br-int");
            each.heddleMakesItsBridge();
        });
    }

    @Test
    void aRowThatIsNotHeddlesIsTold() {
        told(
                "nobody but the controller can have made Bridge",
                each -> each.transact(
                        Operation.insert("Bridge", "third", Map.of("name", OvsdbValue.of("br-ex"))),
                        Operation.mutate(ROOT, List.of(Mutation.insert("bridges", OvsdbValue.named("third"))))));
    }

    /** What others do next hides nothing. */
    @Test
    void whatIsSpoiltStaysSo() {
        told("somebody-1", each -> {
            each.set("Bridge", "br-int", "external_ids", "somebody-1", "spoilt");
            each.byHand(Act.Place.BRIDGE, 1);
            assertThat(each.rows.spoilt()).isPresent();
        });
    }

    private static void told(String word, Consumer<Host> spoiling) {
        Host one = new Host();
        spoiling.accept(one);
        assertThat(one.rows.spoilt())
                .hasValueSatisfying(words -> assertThat(words).contains(word));
    }
}
