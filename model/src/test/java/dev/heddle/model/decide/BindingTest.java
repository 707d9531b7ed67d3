package dev.heddle.model.decide;

import static dev.heddle.model.testing.Declare.host;
import static dev.heddle.model.testing.Declare.hostFrom;
import static dev.heddle.model.testing.Declare.network;
import static dev.heddle.model.testing.Declare.port;
import static dev.heddle.model.testing.Declare.slice;
import static dev.heddle.model.testing.Declare.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.Problem;
import dev.heddle.model.state.PortState;
import dev.heddle.model.state.Record;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BindingTest {
    private static final ObjectKey P = Decided.port("p");

    private final Decided state = new Decided();
    private final Map<String, Long> realised = new HashMap<>();
    private Claims claims = Claims.NONE;
    private Optional<java.time.Instant> deadline = Optional.empty();

    @BeforeEach
    void declareSome() {
        state.apply(
                tenant("a"),
                network("a", "n"),
                slice("a", "s", "n", "10.9.0.0/24"),
                host("h1", "192.0.2.1", "192.0.2.101"),
                host("h2", "192.0.2.2"),
                host("h3", "system-h3", 1490, "192.0.2.3"),
                port("a", "p", "s"));
        for (String host : List.of("h1", "h2", "h3")) {
            realised.put(host, 0L);
            report(host);
        }
    }

    @Test
    void bindsWherePluggedByUidOrName() {
        report("h1", uid());
        assertBound("h1/uplink1");
        report("h1");
        assertBound(null);
        report("h2", "a/p");
        assertBound("h2/uplink1");
        report("h2");
        report("h1", uid().toUpperCase(Locale.ROOT));
        assertBound("h1/uplink1");
        report("h1", uid());
        assertBound("h1/uplink1");
    }

    @Test
    void bindsWhatWasPluggedBeforeItWasDeclared() {
        report("h1", "a/late");
        List<Record> records = state.apply(port("a", "late", "s"));
        decide(Binding.touchedBy(state.image, claims, records));
        assertThat(state.port("a", "late").binding()).isPresent();
    }

    @Test
    void theOlderOfTwoClaimsStays() {
        report("h2", uid());
        report("h1", uid());
        assertBound("h2/uplink1");
        assertThat(explain()).containsExactly("claimed also on h1");
        report("h2");
        assertBound("h1/uplink1");
        assertThat(state.port("a", "p").standby()).isEmpty();
    }

    @Test
    void hostsThatAreAwayOrNotBackKeepTheirBindings() {
        report("h1", uid());
        claims = claims.without("h1");
        decide(List.of(P));
        assertBound("h1/uplink1");
        report("h2", uid());
        assertBound("h1/uplink1");
        claims = Claims.NONE; // a new controller
        report("h3");
        decide(List.of(P));
        assertBound("h1/uplink1");
        report("h1"); // back, without it
        assertBound(null);
    }

    @Test
    void bindsOnlyWhereDeclared() {
        configure(Map.of("host", "h2"));
        report("h1", uid());
        assertBound(null);
        assertThat(explain()).containsExactly("plugged into h1, but spec.host is h2");
        report("h2", uid());
        assertBound("h2/uplink1");
    }

    @Test
    void saysWhyAHostDoesNotFit() {
        configure(Map.of("uplink", "uplink2"));
        assertThat(explain()).containsExactly("not plugged into any host");
        report("h2", uid());
        assertBound(null);
        assertThat(explain()).containsExactly("host h2 has no uplink uplink2");
        report("h2");
        configure(Map.of());
        report("h3", uid());
        assertBound(null);
        assertThat(explain()).containsExactly("mtu 1450 does not fit into uplink uplink1 of host h3: 1490 - 50 = 1440");
        report("h1", uid());
        assertBound("h1/uplink1");
    }

    @Test
    void followsItsUplink() {
        report("h1", uid());
        configure(Map.of("uplink", "uplink2"));
        assertBound("h1/uplink2");
    }

    @Test
    void aDefaultUplinkThatGoesHandsItsPortsToTheNextInTheSameRevision() {
        report("h1", uid());
        state.apply(hostFrom(2, "h1", 1500, "192.0.2.101"));
        assertBound("h1/uplink2");
        claims = claims.without("h1");
        state.apply(hostFrom(3, "h1", 1500, "192.0.2.103"));
        assertBound("h1/uplink3");
    }

    @Test
    void alsoThoseThatShallLeaveTheHost() {
        report("h1", uid());
        configure(Map.of("host", "h2"));
        report("h2", uid());
        assertPlace("h1/uplink1", "h2");
        List<Record> records = state.apply(hostFrom(2, "h1", 1500, "192.0.2.101"));
        assertPlace("h1/uplink2");
        decide(Binding.touchedBy(state.image, claims, records));
        assertPlace("h1/uplink2", "h2");
        state.apply(hostFrom(3, "h1", 1490, "192.0.2.101"));
        assertPlace(null);
    }

    @Test
    void anUplinkThatAPortNamesStaysAlsoWhereThePortShallLeave() {
        state.apply(hostFrom(2, "h2", 1500, "192.0.2.2"));
        configure(Map.of("uplink", "uplink2"));
        report("h1", uid());
        configure(Map.of("host", "h2", "uplink", "uplink2"));
        assertBound("h1/uplink2");
        assertThat(state.refusal(host("h1", "192.0.2.1")))
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains("used by Port a/p");
        report("h2", uid());
        report("h1");
        assertBound("h2/uplink2");
        state.apply(host("h1", "192.0.2.1"));
    }

    @Test
    void movesInPhasesAsHostsAcknowledge() {
        report("h1", uid());
        configure(Map.of("host", "h2"));
        assertBound("h1/uplink1");
        report("h2", uid());
        assertPlace("h1/uplink1", "h2");
        assertThat(deadline).contains(state.now.plus(Binding.PHASE));
        long both = state.image.revision();
        realised.put("h1", both);
        realised.put("h2", both);
        decide(List.of(P));
        assertPlace("h1/uplink1", "h2");
        realised.put("h3", both);
        decide(List.of(P));
        assertPlace("h2/uplink1", "h1");
        decide(List.of(P));
        assertPlace("h2/uplink1", "h1");
        realised.replaceAll((h, r) -> state.image.revision());
        decide(List.of(P));
        assertPlace("h2/uplink1", "h1"); // the old interface may still send
        assertThat(deadline).contains(state.now.plus(Binding.PHASE));
        state.now = state.now.plus(Binding.PHASE);
        decide(List.of(P));
        assertPlace("h2/uplink1");
        assertThat(explain()).containsExactly("plugged into h1, but spec.host is h2");
        assertThat(state.image.moves()).isEmpty();
    }

    @Test
    void movesOnAfterTheDeadline() {
        report("h1", uid());
        configure(Map.of("host", "h2"));
        report("h2", uid());
        state.now = state.now.plus(Binding.PHASE).minusMillis(1);
        decide(List.of(P));
        assertPlace("h1/uplink1", "h2");
        state.now = state.now.plusMillis(1);
        decide(List.of(P));
        assertPlace("h2/uplink1", "h1");
        assertThat(deadline).contains(state.now.plus(Binding.PHASE));
        state.now = state.now.plus(Duration.ofSeconds(6));
        decide(List.of(P));
        assertPlace("h2/uplink1");
        assertThat(deadline).isEmpty();
    }

    @Test
    void aClockThatIsSetBackEndsAPhase() {
        report("h1", uid());
        configure(Map.of("host", "h2"));
        report("h2", uid());
        state.now = state.now.minusSeconds(4);
        decide(List.of(P));
        assertPlace("h1/uplink1", "h2");
        state.now = state.now.minusSeconds(3600);
        decide(List.of(P));
        assertPlace("h2/uplink1", "h1");
    }

    @Test
    void rebindsInOneStepWhenTheOldInterfaceIsGone() {
        report("h1", uid());
        configure(Map.of("host", "h2"));
        report("h1");
        assertPlace(null);
        report("h2", uid());
        assertPlace("h2/uplink1");
    }

    @Test
    void endsAMoveWhenAnInterfaceGoes() {
        report("h1", uid());
        configure(Map.of("host", "h2"));
        report("h2", uid());
        report("h1");
        assertPlace("h2/uplink1");
        configure(Map.of("host", "h1"));
        report("h1", uid());
        assertPlace("h2/uplink1", "h1");
        report("h1");
        assertPlace("h2/uplink1");
    }

    @Test
    void callsAMoveOffWhenItIsNotWantedAnyMore() {
        report("h1", uid());
        configure(Map.of("host", "h2"));
        report("h2", uid());
        assertPlace("h1/uplink1", "h2");
        configure(Map.of());
        assertPlace("h1/uplink1");
    }

    @Test
    void anOldInterfaceThatGoesEndsThePhaseNew() {
        report("h1", uid());
        configure(Map.of("host", "h2"));
        report("h2", uid());
        realised.replaceAll((h, r) -> state.image.revision());
        decide(List.of(P));
        assertPlace("h2/uplink1", "h1");
        report("h1");
        assertPlace("h2/uplink1");
    }

    private String uid() {
        return state.port("a", "p").resource().uid().toString();
    }

    private void configure(Map<String, String> options) {
        List<Record> records = state.apply(port("a", "p", "s", options));
        decide(Binding.touchedBy(state.image, claims, records));
    }

    private void report(String host, String... ifaceIds) {
        SortedMap<String, String> plugged = new TreeMap<>();
        for (String ifaceId : ifaceIds) {
            plugged.put(ifaceId, "tap" + plugged.size());
        }
        Claims before = claims;
        claims = claims.with(host, plugged);
        decide(Binding.touchedBy(state.image, before, claims, host));
    }

    private void decide(java.util.Collection<ObjectKey> ports) {
        Binding.Step step = Binding.decide(state.image, claims, Told.by(state.image, realised), state.now, ports);
        state.replay(step.records());
        deadline = step.deadline();
        Oracle.check(state.image);
    }

    private List<String> explain() {
        return Binding.explain(state.image, claims, state.port("a", "p"));
    }

    private void assertBound(String place) {
        assertThat(state.port("a", "p").binding().map(b -> b.host() + "/" + b.uplink()))
                .isEqualTo(Optional.ofNullable(place));
    }

    private void assertPlace(String place, String... standby) {
        assertBound(place);
        PortState port = state.port("a", "p");
        assertThat(port.standby()).containsExactly(standby);
    }
}
