package dev.heddle.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Match;
import dev.heddle.flow.PortRef;
import dev.heddle.flow.interpret.Packet;
import dev.heddle.flow.interpret.Step;
import dev.heddle.flow.interpret.Tables;
import dev.heddle.flow.interpret.Walk;
import dev.heddle.flow.text.FlowText;
import dev.heddle.model.state.Image;
import dev.heddle.model.testing.Property;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random packets through programs with one fault: whenever one leaks, the proof must not say that all is well; and what it calls
 * a violation must leak. The oracle knows ports and VNIs only.
 */
class MutantsTest {
    private static final int PACKETS = 400;

    @Test
    void noMutantThatLeaksIsProved() {
        Map<Mutants.Kind, int[]> seen = check(10);
        long leaking = seen.values().stream().mapToInt(s -> s[0]).sum();
        assertThat(leaking).as("mutants that random packets show to leak").isGreaterThan(20);
    }

    @Test
    @Tag("soak")
    void noMutantThatLeaksIsProvedAmongMany() {
        check(400);
    }

    /** How many leaked, were called violated, not proven, proved, of each kind. */
    private static Map<Mutants.Kind, int[]> check(int ofEachKind) {
        Map<Mutants.Kind, int[]> seen = new EnumMap<>(Mutants.Kind.class);
        Property.named("mutants").cases(ofEachKind).check(random -> {
            Image image = RandomIntent.of(random, 14 + random.nextInt(8));
            Numbered program = Numbered.of(image, "h1");
            if (program.contract().ports().size() < 2) {
                return;
            }
            for (Mutants.Kind kind : Mutants.Kind.values()) {
                Numbered mutant = new Mutants(program, random).of(kind);
                Verdict verdict = mutant.proof().verdict();
                String leak = leak(mutant, random);
                int[] counts = seen.computeIfAbsent(kind, k -> new int[4]);
                counts[0] += leak == null ? 0 : 1;
                counts[verdict.isProved() ? 3 : verdict instanceof Verdict.Violated ? 1 : 2]++;
                if (leak != null) {
                    assertThat(verdict.isProved())
                            .as("%s: %s leaks in%n%s", kind, leak, difference(program, mutant))
                            .isFalse();
                }
                if (verdict instanceof Verdict.Violated violated) {
                    Tables tables = Tables.of(mutant.flows(), mutant.groups());
                    for (Witness witness : violated.witnesses()) {
                        assertThat(leaks(mutant.contract(), tables, Packet.parse(witness.packet())))
                                .as(witness.words())
                                .isTrue();
                    }
                }
            }
        });
        return seen;
    }

    private static String difference(Numbered before, Numbered after) {
        List<Flow> added = new ArrayList<>(after.flows());
        added.removeAll(before.flows());
        return added.stream().map(FlowText::flow).toList().toString();
    }

    private static @Nullable String leak(Numbered mutant, Random random) {
        Tables tables = Tables.of(mutant.flows(), mutant.groups());
        Values values = new Values(mutant, random);
        for (int i = 0; i < PACKETS; i++) {
            Packet packet = values.packet();
            if (leaks(mutant.contract(), tables, packet)) {
                return packet.toString();
            }
        }
        return null;
    }

    private static boolean leaks(Contract contract, Tables tables, Packet packet) {
        Integer slice = packet.inPort() == Numbered.TUNNEL
                ? (Integer) (int) packet.number(Field.TUN_ID)
                : vni(contract, packet.inPort());
        boolean ours = contract.vnis().containsValue(slice);
        for (Step.Output output : Walk.of(tables, packet).outputs()) {
            boolean allowed = output.port() == Numbered.TUNNEL
                    ? Objects.equals(slice, (int) output.packet().number(Field.TUN_ID))
                    : !new PortRef.Numbered(output.port()).equals(PortRef.ALL)
                            && Objects.equals(slice, vni(contract, output.port()));
            boolean between = ours
                    || output.port() != Numbered.TUNNEL
                    || contract.vnis().containsValue((int) output.packet().number(Field.TUN_ID));
            if (!allowed && between) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Integer vni(Contract contract, int port) {
        Contract.Port known = contract.ports().get(port);
        return known == null || known.slice() == null ? null : contract.vnis().get(known.slice());
    }

    /** Packets made of what the flows match, so that many get far. */
    private static final class Values {
        private final Map<Field, List<Bits>> values = new EnumMap<>(Field.class);
        private final List<Integer> ports;
        private final List<Integer> vnis;
        private final Random random;

        Values(Numbered mutant, Random random) {
            this.random = random;
            this.ports = new ArrayList<>(mutant.contract().ports().keySet());
            this.vnis = new ArrayList<>(mutant.contract().vnis().values());
            vnis.add(77);
            Map<Field, TreeSet<String>> known = new EnumMap<>(Field.class);
            for (Flow flow : mutant.flows()) {
                for (Match.Term term : flow.match().terms()) {
                    if (known.computeIfAbsent(term.field(), f -> new TreeSet<>())
                            .add(term.value().toString())) {
                        values.computeIfAbsent(term.field(), f -> new ArrayList<>())
                                .add(term.value());
                    }
                }
            }
        }

        Packet packet() {
            Packet packet = new Packet().inPort(ports.get(random.nextInt(ports.size())));
            if (random.nextInt(3) == 0) {
                packet.inPort(Numbered.TUNNEL).set(Field.TUN_ID, vnis.get(random.nextInt(vnis.size())));
                give(packet, Field.TUN_SRC);
                give(packet, Field.TUN_IPV6_SRC);
            }
            give(packet, Field.ETH_SRC);
            give(packet, Field.ETH_DST);
            if (random.nextInt(4) == 0) {
                packet.set(Field.ETH_DST, 0xffffffffffffL);
            }
            give(packet, Field.ETH_TYPE);
            for (Field field : List.of(
                    Field.IP_PROTO,
                    Field.IPV4_SRC,
                    Field.IPV6_SRC,
                    Field.ARP_SPA,
                    Field.ARP_SHA,
                    Field.ARP_TPA,
                    Field.ICMPV6_TYPE,
                    Field.ND_TARGET,
                    Field.ND_SLL)) {
                if (packet.has(field)) {
                    give(packet, field);
                }
            }
            return packet;
        }

        private void give(Packet packet, Field field) {
            List<Bits> known = values.getOrDefault(field, List.of());
            if (!known.isEmpty()) {
                packet.set(field, known.get(random.nextInt(known.size())));
            }
        }
    }
}
