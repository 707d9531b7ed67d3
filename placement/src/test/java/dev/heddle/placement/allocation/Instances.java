package dev.heddle.placement.allocation;

import dev.heddle.model.spec.AllocationSpec;
import dev.heddle.model.spec.AllocationSpec.Network;
import dev.heddle.model.spec.AllocationSpec.TrafficClass;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random allocations of 1 to 40 networks and 1 to 20 classes, the awkward ones too. */
final class Instances {
    /** How their numbers are drawn. */
    enum Sort {
        /** Of one magnitude. */
        PLAIN,
        /** Of few values, zero among them: ties everywhere. */
        COARSE,
        /** Of every magnitude that can be written, and zero. */
        WILD
    }

    private Instances() {}

    static AllocationSpec random(Random random, Sort sort) {
        List<Network> networks = new ArrayList<>();
        for (int i = 1 + random.nextInt(random.nextBoolean() ? 5 : 40); i > 0; i--) {
            networks.add(new Network("n" + i, number(random, sort), rate(random, sort)));
        }
        List<TrafficClass> classes = new ArrayList<>();
        for (int j = 1 + random.nextInt(random.nextBoolean() ? 3 : 20); j > 0; j--) {
            BigDecimal weight = random.nextBoolean() ? BigDecimal.ONE : number(random, sort);
            classes.add(new TrafficClass("c" + j, rate(random, sort), weight));
        }
        return switch (random.nextInt(4)) {
            case 0 -> new AllocationSpec(networks, classes);
            case 1 -> tight(networks, classes);
            default -> roomy(networks, classes, random);
        };
    }

    private static BigDecimal number(Random random, Sort sort) {
        return switch (sort) {
            case PLAIN -> BigDecimal.valueOf(random.nextInt(100_000), 3);
            case COARSE -> BigDecimal.valueOf(random.nextInt(3));
            case WILD ->
                random.nextInt(8) == 0
                        ? BigDecimal.ZERO
                        : BigDecimal.valueOf(Math.pow(10, 600 * random.nextDouble() - 300));
        };
    }

    private static BigDecimal rate(Random random, Sort sort) {
        return switch (sort) {
            case PLAIN -> BigDecimal.valueOf(1 + random.nextInt(100_000)).scaleByPowerOfTen(6);
            case COARSE -> BigDecimal.valueOf(random.nextInt(4)).scaleByPowerOfTen(9);
            case WILD ->
                random.nextInt(8) == 0
                        ? BigDecimal.ZERO
                        : new BigDecimal(new BigInteger(1 + random.nextInt(63), random), random.nextInt(3));
        };
    }

    /** The last network gets what is missing, so that all of them are full; may stay infeasible where there is too much. */
    private static AllocationSpec tight(List<Network> networks, List<TrafficClass> classes) {
        BigDecimal others = networks.stream().skip(1).map(Network::bandwidth).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal rest = classes.stream()
                .map(TrafficClass::rate)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .subtract(others);
        Network first = networks.getFirst();
        networks.set(0, new Network(first.name(), first.compute(), rest.max(BigDecimal.ZERO)));
        return new AllocationSpec(networks, classes);
    }

    private static AllocationSpec roomy(List<Network> networks, List<TrafficClass> classes, Random random) {
        BigDecimal brought = classes.stream().map(TrafficClass::rate).reduce(BigDecimal.ZERO, BigDecimal::add);
        int at = random.nextInt(networks.size());
        Network there = networks.get(at);
        networks.set(
                at, new Network(there.name(), there.compute(), there.bandwidth().add(brought)));
        return new AllocationSpec(networks, classes);
    }
}
