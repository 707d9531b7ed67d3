package dev.heddle.placement.why;

import dev.heddle.model.pool.Amounts;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.function.LongBinaryOperator;

/** How much gangs, holders and shares come to. Sums beyond all numbers stop at {@link Long#MAX_VALUE}. */
final class Demand {
    /** The resources of hosts. */
    static final List<Limit> RESOURCES = List.of(Limit.GPU, Limit.CPU, Limit.MEMORY, Limit.STORAGE, Limit.BANDWIDTH);

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

    private Demand() {}

    static Amounts of(Share share) {
        return Amounts.of(
                share.cpu(),
                share.gpus().count(),
                share.memory(),
                share.storage(),
                share.bandwidth().values().stream().reduce(0L, Math::addExact));
    }

    static Amounts of(Holder holder) {
        return holder.seats().stream().map(seat -> of(seat.share())).reduce(Amounts.ZERO, Demand::sum);
    }

    static Amounts of(Need need) {
        return Amounts.of(need.cpu(), need.gpus(), need.memory(), need.storage(), need.bandwidth());
    }

    static Amounts of(Gang gang) {
        Amounts sum = Amounts.ZERO;
        for (Workers kind : gang.workers()) {
            sum = sum(sum, both(of(kind.need()), Amounts.ZERO, (each, zero) -> times(each, kind.count())));
        }
        return sum;
    }

    /** What the gang needs over its quota, of each resource that it needs. */
    static Amounts over(Question question) {
        Amounts needed = of(question.gang());
        return question.quota()
                .map(quota -> both(needed, quota.left(), (need, left) -> need == 0 ? 0 : beyond(need, left)))
                .orElse(Amounts.ZERO);
    }

    /** What the first is more than the second, of each resource; 0 where it is not. */
    static Amounts beyond(Amounts needed, Amounts left) {
        return both(needed, left, Demand::beyond);
    }

    static Amounts sum(Amounts a, Amounts b) {
        return both(a, b, Demand::sum);
    }

    /** Without the resources that are no such limits. */
    static Amounts only(Amounts amounts, Set<Limit> limits) {
        return Amounts.of(
                limits.contains(Limit.CPU) ? amount(amounts, Limit.CPU) : 0,
                limits.contains(Limit.GPU) ? amount(amounts, Limit.GPU) : 0,
                limits.contains(Limit.MEMORY) ? amount(amounts, Limit.MEMORY) : 0,
                limits.contains(Limit.STORAGE) ? amount(amounts, Limit.STORAGE) : 0,
                limits.contains(Limit.BANDWIDTH) ? amount(amounts, Limit.BANDWIDTH) : 0);
    }

    static long amount(Amounts amounts, Limit resource) {
        BigInteger exact = switch (resource) {
            case GPU -> amounts.gpu();
            case CPU -> amounts.cpu();
            case MEMORY -> amounts.memory();
            case STORAGE -> amounts.storage();
            case BANDWIDTH -> amounts.bandwidth();
            default -> throw new IllegalArgumentException(resource + " is no resource");
        };
        return exact.min(MOST).max(LEAST).longValue();
    }

    private static Amounts both(Amounts a, Amounts b, LongBinaryOperator each) {
        return Amounts.of(
                each.applyAsLong(amount(a, Limit.CPU), amount(b, Limit.CPU)),
                each.applyAsLong(amount(a, Limit.GPU), amount(b, Limit.GPU)),
                each.applyAsLong(amount(a, Limit.MEMORY), amount(b, Limit.MEMORY)),
                each.applyAsLong(amount(a, Limit.STORAGE), amount(b, Limit.STORAGE)),
                each.applyAsLong(amount(a, Limit.BANDWIDTH), amount(b, Limit.BANDWIDTH)));
    }

    private static long beyond(long needed, long left) {
        if (needed <= left) {
            return 0;
        }
        long over = needed - left;
        return over < 0 ? Long.MAX_VALUE : over;
    }

    private static long sum(long a, long b) {
        boolean beyond = a == Long.MAX_VALUE || b == Long.MAX_VALUE || (a > 0 && b > Long.MAX_VALUE - a);
        return beyond ? Long.MAX_VALUE : a + b;
    }

    private static long times(long each, int count) {
        return each > Long.MAX_VALUE / count ? Long.MAX_VALUE : each * count;
    }
}
