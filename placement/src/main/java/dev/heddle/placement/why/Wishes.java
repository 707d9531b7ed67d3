package dev.heddle.placement.why;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Gang.Pack;
import dev.heddle.placement.gang.Gang.Spread;
import dev.heddle.placement.gang.Gang.Wish;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A gang's wishes, and how each is weakened step by step until nothing is left of it. */
final class Wishes {
    private Wishes() {}

    /** The wishes that can stand in its way. */
    static List<Limit> of(Gang gang) {
        List<Limit> wishes = new ArrayList<>();
        if (gang.oneAHost() && gang.size() > 1) {
            wishes.add(Limit.ONE_A_HOST);
        }
        if (gang.wish().pack().filter(Pack::required).isPresent() && gang.size() > 1) {
            wishes.add(Limit.PACK);
        }
        if (gang.wish().spread().isPresent()) {
            wishes.add(Limit.SPREAD);
        }
        if (gang.wish().apart().isPresent() && gang.size() > 1) {
            wishes.add(Limit.APART);
        }
        if (!gang.wish().avoid().isEmpty()) {
            wishes.add(Limit.AVOID);
        }
        return wishes;
    }

    /** In how many steps nothing is left of the wish. */
    static int steps(Gang gang, Limit limit, Domains domains) {
        Wish wish = gang.wish();
        return switch (limit) {
            case PACK ->
                wish.pack().map(pack -> domains.levelOf(pack.level()) + 1).orElse(0);
            case SPREAD ->
                wish.spread()
                        .map(spread -> Math.max(1, gang.size() - spread.maxSkew()))
                        .orElse(0);
            case APART ->
                wish.apart()
                        .map(level -> domains.levels() + 1 - domains.levelOf(level))
                        .orElse(0);
            case ONE_A_HOST, AVOID -> 1;
            default -> throw new IllegalArgumentException(limit + " is no wish");
        };
    }

    /** The gang with the wish weakened by so many steps, the last of which drops it. */
    static Gang weaker(Gang gang, Limit limit, int steps, Domains domains) {
        if (steps == 0) {
            return gang;
        }
        boolean dropped = steps == steps(gang, limit, domains);
        Wish wish = gang.wish();
        return switch (limit) {
            case PACK ->
                with(
                        gang,
                        new Wish(
                                wish.pack().map(pack -> wider(pack, steps, dropped, domains)),
                                wish.spread(),
                                wish.apart(),
                                wish.avoid()));
            case SPREAD -> {
                Optional<Spread> looser = wish.spread()
                        .filter(spread -> !dropped)
                        .map(spread -> new Spread(spread.level(), spread.maxSkew() + steps));
                yield with(gang, new Wish(wish.pack(), looser, wish.apart(), wish.avoid()));
            }
            case APART -> {
                Optional<String> closer = wish.apart()
                        .filter(level -> !dropped)
                        .map(level -> domains.level(domains.levelOf(level) + steps));
                Set<Integer> avoid = Avoided.of(wish, domains).hosts();
                yield with(gang, new Wish(wish.pack(), wish.spread(), closer, avoid));
            }
            case AVOID -> with(gang, new Wish(wish.pack(), wish.spread(), wish.apart(), Set.of()));
            case ONE_A_HOST -> new Gang(gang.name(), gang.workers(), false, wish, gang.pattern());
            default -> throw new IllegalArgumentException(limit + " is no wish");
        };
    }

    private static Pack wider(Pack pack, int steps, boolean dropped, Domains domains) {
        return dropped
                ? new Pack(pack.level(), false)
                : new Pack(domains.level(domains.levelOf(pack.level()) - steps), true);
    }

    /** The gang with fewer domains avoided. */
    static Gang using(Gang gang, Set<Integer> used, Domains domains) {
        Avoided avoided = Avoided.of(gang.wish(), domains);
        Set<Integer> rest = new HashSet<>(gang.wish().avoid());
        rest.removeIf(host -> used.contains(avoided.domainOf(host)));
        Wish wish = gang.wish();
        return with(gang, new Wish(wish.pack(), wish.spread(), wish.apart(), rest));
    }

    private static Gang with(Gang gang, Wish wish) {
        return new Gang(gang.name(), gang.workers(), gang.oneAHost(), wish, gang.pattern());
    }
}
