package dev.heddle.flow.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.flow.Flow;
import dev.heddle.flow.Match;
import dev.heddle.flow.Octets;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.text.FlowText;
import dev.heddle.flow.text.PortNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static Flow flow(String line) {
        return FlowText.readFlow(line, PortNames.NONE).flow();
    }

    @Test
    void aFlowTakesThePlaceOfItsKey() {
        Tables tables = Tables.of(List.of(flow("ip actions=output:2"), flow("ip actions=output:3")), List.of());
        assertThat(tables.size()).isEqualTo(1);
        assertThat(tables.find(0, Packet.parse("ip"))).isEqualTo(new Tables.Hit(flow("ip actions=output:3")));
    }

    @Test
    void flowsWithNamesAreRefused() {
        Flow flow =
                new Flow(0, 1, Match.builder().inPort(new PortRef.Named("x")).build(), 0, List.of());
        assertThatThrownBy(() -> new Tables().add(flow)).hasMessageContaining("resolve");
    }

    @Test
    void whatNobodyCanReadMayMatch() {
        Match match =
                Match.builder().raw(new Match.RawTerm(Octets.of((byte) 1))).build();
        Tables tables =
                Tables.of(List.of(new Flow(0, 5, match, 0, List.of()), flow("priority=9 actions=drop")), List.of());
        assertThat(tables.find(0, Packet.parse("ip"))).isInstanceOf(Tables.Hit.class);
        tables.remove(flow("priority=9 actions=drop").key());
        assertThat(tables.find(0, Packet.parse("ip"))).isInstanceOf(Tables.Unsure.class);
    }

    /** Against the plain reading: of all flows that match, the one of the highest priority. */
    @Test
    void findsWhatAScanFinds() {
        SplittableRandom random = new SplittableRandom(7);
        Tables tables = new Tables();
        Map<Flow.Key, Flow> all = new HashMap<>();
        for (int step = 0; step < 4_000; step++) {
            Flow flow = flow("priority=" + random.nextInt(200) + ",ip,nw_dst=10.0.0." + random.nextInt(8)
                    + (random.nextBoolean() ? "" : "/30") + (random.nextBoolean() ? "" : ",reg0=" + random.nextInt(3))
                    + " actions=output:" + random.nextInt(1, 9));
            if (random.nextInt(3) == 0) {
                tables.remove(flow.key());
                all.remove(flow.key());
            } else {
                tables.add(flow);
                all.put(flow.key(), flow);
            }
            String ip = "10.0.0." + random.nextInt(8);
            int register = random.nextInt(3);
            Packet packet = Packet.parse("ip,nw_dst=" + ip + ",reg0=" + register);
            List<Flow> best = scan(all, packet);
            Tables.Found found = tables.find(0, packet);
            switch (best.size()) {
                case 0 -> assertThat(found).isEqualTo(Tables.Miss.MISS);
                case 1 -> assertThat(found).isEqualTo(new Tables.Hit(best.getFirst()));
                default -> assertThat(found).isInstanceOf(Tables.Unsure.class);
            }
        }
        assertThat(tables.size()).isEqualTo(all.size());
    }

    private static List<Flow> scan(Map<Flow.Key, Flow> all, Packet packet) {
        List<Flow> best = new ArrayList<>();
        for (Flow flow : all.values()) {
            boolean matches = flow.match().terms().stream()
                    .allMatch(t -> packet.get(t.field()).and(t.mask()).equals(t.value()));
            if (!matches
                    || (!best.isEmpty() && flow.priority() < best.getFirst().priority())) {
                continue;
            }
            if (!best.isEmpty() && flow.priority() > best.getFirst().priority()) {
                best.clear();
            }
            best.add(flow);
        }
        return best;
    }
}
