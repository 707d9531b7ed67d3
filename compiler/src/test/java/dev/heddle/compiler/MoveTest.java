package dev.heddle.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Program;
import dev.heddle.flow.text.FlowText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A port of two moves from h1, where it is alone, to h2, where it will be alone and on another uplink; the other stays on
 * h3. Hosts follow each phase in any order, and nothing is lost: what one sends by the newer program others take by the
 * older, and the other way round.
 */
class MoveTest {
    private static final Map<String, Set<String>> UPLINKS = Map.of(
            "h1", Set.of("192.0.2.1", "198.51.100.1"),
            "h2", Set.of("192.0.2.2", "198.51.100.2"),
            "h3", Set.of("192.0.2.3"));
    private static final Pattern SENDS_FROM = Pattern.compile("in_port=\"[^\"]+\".*set_field:([0-9.]+)->tun_src");
    private static final Pattern TAKES_FROM = Pattern.compile("tun_src=([0-9.]+),in_port=\"heddle-vx\" ");
    private static final Pattern SENDS_TO = Pattern.compile("set_field:([0-9.]+)->tun_dst");
    private static final String MOVER = "0a:00:00:00:00:01";

    private static final Scene BEFORE = Scene.EMPTY
            .host("h1", "192.0.2.1", "198.51.100.1")
            .host("h2", "192.0.2.2", "198.51.100.2")
            .host("h3", "192.0.2.3")
            .slice("train", 100, "10.0.0.0/24")
            .port("train", "m", "h1", "uplink1", MOVER, "10.0.0.2")
            .port("train", "b", "h3", "uplink1", "0a:00:00:00:00:02", "10.0.0.3")
            .moved("train", "m", "h1", "uplink2");
    private static final Scene BOTH = BEFORE.moved("train", "m", "h1", "uplink2", "h2");
    private static final Scene NEW = BOTH.moved("train", "m", "h2", "uplink1", "h1");
    private static final Scene AFTER = NEW.moved("train", "m", "h2", "uplink1");

    @Test
    void whatEitherHostSendsOthersTakeWhicheverFollowsFirst() {
        assertThat(found(BEFORE, "h1", SENDS_FROM)).containsExactly("198.51.100.1");
        for (Scene senders : List.of(BOTH, NEW)) {
            for (String from : List.of("h1", "h2")) {
                Set<String> sources = found(senders, from, SENDS_FROM);
                assertThat(sources).hasSize(1).isSubsetOf(UPLINKS.get(from));
                assertThat(found(BOTH, "h3", TAKES_FROM)).containsAll(sources);
                assertThat(found(NEW, "h3", TAKES_FROM)).containsAll(sources);
            }
        }
    }

    /** A switch may lose the first packet to a peer that it did not know: NEW brings none that BOTH did not. */
    @Test
    void theNewHostIsAPeerBeforeTrafficGoesThere() {
        for (String host : UPLINKS.keySet()) {
            assertThat(found(BOTH, host, SENDS_TO)).containsAll(found(NEW, host, SENDS_TO));
        }
        assertThat(found(BEFORE, "h3", SENDS_TO)).doesNotContain("192.0.2.2");
        assertThat(found(BOTH, "h3", SENDS_TO)).contains("192.0.2.2");
    }

    @Test
    void peersAreForgottenWithTheMove() {
        assertThat(found(AFTER, "h3", SENDS_TO)).containsExactly("192.0.2.2");
        assertThat(found(AFTER, "h3", TAKES_FROM)).containsExactly("192.0.2.2");
    }

    @Test
    void bothHostsDeliverInBothPhases() {
        for (Scene scene : List.of(BOTH, NEW)) {
            for (String host : List.of("h1", "h2")) {
                assertThat(flows(scene, host))
                        .anyMatch(flow -> flow.contains("table=30,")
                                && flow.contains("dl_dst=" + MOVER + " actions=output:\"" + Scene.uid("m") + '"'));
            }
        }
    }

    /** Only the host where the port is bound counts as a member of the group. */
    @Test
    void multicastGoesToOneOfTheTwoHosts() {
        assertThat(bucketsOnH3(BEFORE)).isEqualTo(2);
        assertThat(bucketsOnH3(BOTH)).isEqualTo(2);
        assertThat(bucketsOnH3(NEW)).isEqualTo(2);
    }

    private static long bucketsOnH3(Scene scene) {
        return program(scene, "h3").fragments().stream()
                .flatMap(fragment -> fragment.groups().stream())
                .mapToLong(group -> group.buckets().size())
                .sum();
    }

    private static Set<String> found(Scene scene, String host, Pattern what) {
        Set<String> all = new TreeSet<>();
        flows(scene, host).map(what::matcher).filter(Matcher::find).forEach(flow -> all.add(flow.group(1)));
        return all;
    }

    private static Stream<String> flows(Scene scene, String host) {
        return program(scene, host).fragments().stream()
                .flatMap(fragment -> fragment.flows().stream())
                .map((Flow flow) -> FlowText.flow(flow));
    }

    private static Program program(Scene scene, String host) {
        return new Compiler().compile(scene).get(host);
    }
}
