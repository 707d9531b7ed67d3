package dev.heddle.placement.why;

import dev.heddle.model.pool.Amounts;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Workers;
import java.util.List;
import java.util.Set;
import java.util.function.LongBinaryOperator;

/** How much gangs, holders and shares come to. Sums beyond all numbers stop at {@link Long#MAX_VALUE}. */
final class Demand {
    /** The resources of hosts. */
    static final List<Limit> RESOURCES = List.of(Limit.GPU, Limit.CPU, Limit.MEMORY, Limit.STORAGE, Limit.BANDWIDTH);

    private Demand() {}

    static Amounts of(Share share) {
        return new Amounts(
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
        return new Amounts(need.cpu(), need.gpus(), need.memory(), need.storage(), need.bandwidth());
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
        return new Amounts(
                limits.contains(Limit.CPU) ? amounts.cpu() : 0,
                limits.contains(Limit.GPU) ? amounts.gpu() : 0,
                limits.contains(Limit.MEMORY) ? amounts.memory() : 0,
                limits.contains(Limit.STORAGE) ? amounts.storage() : 0,
                limits.contains(Limit.BANDWIDTH) ? amounts.bandwidth() : 0);
    }

    static long amount(Amounts amounts, Limit resource) {
        return switch (resource) {
            case GPU -> amounts.gpu();
            case CPU -> amounts.cpu();
            case MEMORY -> amounts.memory();
            case STORAGE -> amounts.storage();
            case BANDWIDTH -> amounts.bandwidth();
            default -> throw new IllegalArgumentException(resource + " is no resource");
        };
    }

    private static Amounts both(Amounts a, Amounts b, LongBinaryOperator each) {
        return new Amounts(
                each.applyAsLong(a.cpu(), b.cpu()),
                each.applyAsLong(a.gpu(), b.gpu()),
                each.applyAsLong(a.memory(), b.memory()),
                each.applyAsLong(a.storage(), b.storage()),
                each.applyAsLong(a.bandwidth(), b.bandwidth()));
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
