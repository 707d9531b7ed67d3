package dev.heddle.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.state.Image;
import dev.heddle.model.testing.Property;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A proof that is told of other contracts, beside one that knows nothing of those before. */
class ContractChangesTest {
    private static final int CASES = 20;
    private static final int CHANGES = 25;

    @Test
    void everyContractIsJudgedAsIfItWereTheFirst() {
        Set<Judged.Kind> seen = EnumSet.noneOf(Judged.Kind.class);
        AtomicInteger changes = new AtomicInteger();
        Property.named("contracts in a row").cases(CASES).check(random -> {
            Image image = RandomIntent.of(random, 16);
            Numbered numbered = Numbered.of(image, "h1");
            IsolationProof proof = numbered.proof();
            Contract contract = numbered.contract();
            for (int i = 0; i < CHANGES; i++) {
                contract = changed(random.nextBoolean() ? numbered.contract() : contract, random);
                proof.contract(contract);
                Judged now = Judged.of(proof.verdict());
                Judged fresh =
                        Judged.of(IsolationProof.of(contract, BridgeFacts.QUIET, numbered.flows(), numbered.groups()));
                assertThat(now).as("%s", contract).isEqualTo(fresh);
                seen.add(now.kind());
                changes.incrementAndGet();
            }
        });
        if (Long.getLong("heddle.seed") == null) {
            assertThat(changes.get()).isEqualTo(CASES * CHANGES);
            assertThat(seen).contains(Judged.Kind.PROVED, Judged.Kind.VIOLATED);
        }
    }

    /** A port goes, comes, changes its slice or loses it; a slice changes its VNI or goes; the tunnel goes or comes. */
    private static Contract changed(Contract contract, Random random) {
        SortedMap<Integer, Contract.Port> ports = new TreeMap<>(contract.ports());
        SortedMap<String, Integer> vnis = new TreeMap<>(contract.vnis());
        OptionalInt tunnel = contract.tunnelPort();
        boolean complete = contract.complete();
        List<Integer> numbers = new ArrayList<>(ports.keySet());
        List<String> slices = new ArrayList<>(vnis.keySet());
        int number = numbers.isEmpty() ? 2 : numbers.get(random.nextInt(numbers.size()));
        String slice = slices.isEmpty() ? "t9/s9" : slices.get(random.nextInt(slices.size()));
        switch (random.nextInt(10)) {
            case 0, 1 -> ports.remove(number);
            case 2, 3 -> ports.put(number, new Contract.Port(number, "p" + number, slice));
            case 4 -> ports.put(number, new Contract.Port(number, "p" + number, null));
            case 5 -> ports.put(90 + random.nextInt(3), new Contract.Port(90, "stranger", slice));
            case 6 -> vnis.put(slice, 1 + random.nextInt(8));
            case 7 -> vnis.remove(slice);
            case 8 -> tunnel = tunnel.isPresent() ? OptionalInt.empty() : OptionalInt.of(Numbered.TUNNEL);
            default -> complete = !complete;
        }
        return new Contract(tunnel, ports, complete, vnis, Set.of());
    }
}
