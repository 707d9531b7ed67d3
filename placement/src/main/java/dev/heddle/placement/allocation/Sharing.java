package dev.heddle.placement.allocation;

import dev.heddle.model.spec.AllocationSpec;
import dev.heddle.model.spec.AllocationSpec.Network;
import dev.heddle.model.spec.AllocationSpec.TrafficClass;
import dev.heddle.placement.allocation.Outcome.Price;
import dev.heddle.placement.allocation.Outcome.Share;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The same part of every class, shared in the best way. A bit/s of class j in network i is worth weight_j / rate_j ·
 * compute_i, a factor of the class times a factor of the network. So it is best to sort both by their factors and to fill the
 * best network with the best class first: of two bit/s in each other's place, exchanging them never loses.
 */
final class Sharing {
    /** Quotients are rounded to this; sums, products and comparisons are exact. */
    static final MathContext PRECISION = MathContext.DECIMAL128;

    private final List<Network> networks;
    private final List<TrafficClass> classes;
    /** Indices, best first; classes without a rate use no bandwidth and are not among them. */
    private final int[] bestNetworks;

    private final int[] bestClasses;
    private final BigDecimal part;
    private final BigDecimal whole;
    private final List<Filling> fillings;

    /** @param amount bit/s of the class in the network, in units of 1/whole */
    private record Filling(int ofClass, int inNetwork, BigDecimal amount) {}

    /**
     * Shares of part / whole of every class; the networks carry that much of all of them.
     *
     * @param part at most {@code whole}
     */
    Sharing(AllocationSpec allocation, BigDecimal part, BigDecimal whole) {
        this.networks = allocation.networks();
        this.classes = allocation.classes();
        this.part = part;
        this.whole = whole;
        bestNetworks = IntStream.range(0, networks.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> networks.get(i).compute())
                        .reversed()
                        .thenComparing(i -> networks.get(i).name()))
                .mapToInt(i -> i)
                .toArray();
        bestClasses = IntStream.range(0, classes.size())
                .filter(this::hasRate)
                .boxed()
                .sorted(Comparator.comparing((Function<Integer, TrafficClass>) classes::get, Sharing::byWorth)
                        .thenComparing(j -> classes.get(j).name()))
                .mapToInt(j -> j)
                .toArray();
        fillings = fill();
    }

    /** The larger weight / rate first; of classes with a rate. */
    private static int byWorth(TrafficClass a, TrafficClass b) {
        return b.weight().multiply(a.rate()).compareTo(a.weight().multiply(b.rate()));
    }

    private boolean hasRate(int ofClass) {
        return classes.get(ofClass).rate().signum() > 0;
    }

    private List<Filling> fill() {
        List<Filling> out = new ArrayList<>();
        int at = 0;
        BigDecimal free = capacity(0);
        for (int ofClass : bestClasses) {
            BigDecimal rest = classes.get(ofClass).rate().multiply(part);
            while (rest.signum() > 0) {
                while (free.signum() == 0) {
                    free = capacity(++at);
                }
                BigDecimal amount = rest.min(free);
                out.add(new Filling(ofClass, bestNetworks[at], amount));
                rest = rest.subtract(amount);
                free = free.subtract(amount);
            }
        }
        return out;
    }

    private BigDecimal capacity(int place) {
        return networks.get(bestNetworks[place]).bandwidth().multiply(whole);
    }

    List<Share> shares() {
        List<Filling> all = new ArrayList<>(fillings);
        for (int j = 0; j < classes.size(); j++) {
            if (!hasRate(j) && part.signum() > 0) {
                all.add(new Filling(j, bestNetworks[0], part));
            }
        }
        all.sort(Comparator.comparingInt(Filling::ofClass).thenComparingInt(Filling::inNetwork));
        return all.stream()
                .map(f -> new Share(
                        classes.get(f.ofClass).name(),
                        networks.get(f.inNetwork).name(),
                        f.amount.divide(unit(f.ofClass), PRECISION)))
                .toList();
    }

    /** What a filling of all of the class amounts to. */
    private BigDecimal unit(int ofClass) {
        return hasRate(ofClass) ? classes.get(ofClass).rate().multiply(whole) : whole;
    }

    BigDecimal objective() {
        BigDecimal[] compute = new BigDecimal[classes.size()];
        for (int j = 0; j < compute.length; j++) {
            compute[j] = hasRate(j)
                    ? BigDecimal.ZERO
                    : networks.get(bestNetworks[0]).compute().multiply(part);
        }
        for (Filling f : fillings) {
            compute[f.ofClass] =
                    compute[f.ofClass].add(networks.get(f.inNetwork).compute().multiply(f.amount));
        }
        BigDecimal out = BigDecimal.ZERO;
        for (int j = 0; j < compute.length; j++) {
            out = out.add(classes.get(j).weight().multiply(compute[j]).divide(unit(j), PRECISION));
        }
        return out;
    }

    /**
     * The networks that are used up, each with the worth of one more bit/s. Filled in order, network after network, one more
     * bit/s in a network moves every boundary behind it by one: at each of them a bit/s of the class that begins there comes
     * into the better network. So a price is that of the next network, plus the step to it for that class.
     */
    List<Price> binding() {
        BigDecimal[] used = new BigDecimal[networks.size()];
        Arrays.fill(used, BigDecimal.ZERO);
        fillings.forEach(f -> used[f.inNetwork] = used[f.inNetwork].add(f.amount));
        BigDecimal[] worth = worthAtBoundaries();
        BigDecimal[] prices = new BigDecimal[networks.size()];
        BigDecimal price = BigDecimal.ZERO;
        for (int place = bestNetworks.length - 2; place >= 0; place--) {
            int network = bestNetworks[place];
            BigDecimal step = networks.get(network)
                    .compute()
                    .subtract(networks.get(bestNetworks[place + 1]).compute());
            price = price.add(worth[place].multiply(step));
            prices[network] = price;
        }
        prices[bestNetworks[bestNetworks.length - 1]] = BigDecimal.ZERO;
        List<Price> out = new ArrayList<>();
        for (int i = 0; i < prices.length; i++) {
            if (used[i].compareTo(networks.get(i).bandwidth().multiply(whole)) == 0) {
                out.add(new Price(networks.get(i).name(), prices[i]));
            }
        }
        return out;
    }

    /** For each network in order: weight / rate of the class that begins or goes on where it is full, 0 where none does. */
    private BigDecimal[] worthAtBoundaries() {
        BigDecimal[] out = new BigDecimal[bestNetworks.length];
        int next = 0;
        BigDecimal boundary = BigDecimal.ZERO;
        BigDecimal filled = BigDecimal.ZERO;
        BigDecimal worth = BigDecimal.ZERO;
        for (int place = 0; place < out.length; place++) {
            boundary = boundary.add(capacity(place));
            while (next < bestClasses.length && filled.compareTo(boundary) <= 0) {
                TrafficClass begins = classes.get(bestClasses[next++]);
                filled = filled.add(begins.rate().multiply(part));
                worth = begins.weight().divide(begins.rate(), PRECISION);
            }
            out[place] = filled.compareTo(boundary) > 0 ? worth : BigDecimal.ZERO;
        }
        return out;
    }
}
