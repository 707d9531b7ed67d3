package dev.heddle.placement.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.pool.Amounts;
import dev.heddle.model.pool.Gpus;
import dev.heddle.model.testing.Property;
import dev.heddle.placement.cluster.Cluster;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Machine;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.cluster.Share;
import dev.heddle.placement.gang.Budget;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.gang.Gang.Pack;
import dev.heddle.placement.gang.Gang.Spread;
import dev.heddle.placement.gang.Gang.Wish;
import dev.heddle.placement.gang.Need;
import dev.heddle.placement.gang.Outcome;
import dev.heddle.placement.gang.Placer;
import dev.heddle.placement.gang.Workers;
import dev.heddle.placement.why.Change.Step;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each change admits the gang and no smaller one of its kind does; the conflicts are all there are. By trying everything. */
class WhyPropertyTest {
    private static final int CASES = 300;

    private record Asked(Question question, Answer answer) {
        static Asked about(long seed) {
            Question question = Cases.random(new Random(seed));
            return new Asked(question, Why.explain(question, Effort.DEFAULT));
        }
    }

    /** Each question is asked once for all properties. */
    private static final Map<Long, Asked> ASKED = new HashMap<>();

    private static void check(String name, BiConsumer<Question, Answer> property) {
        Property.named(name).cases(CASES).check(random -> {
            Asked asked = ASKED.computeIfAbsent(random.nextLong(), Asked::about);
            property.accept(asked.question(), asked.answer());
        });
    }

    @Test
    void fitsExactlyWhenThereIsAPlaceWithinTheQuota() {
        check("no conflict = there is a place", (question, answer) -> {
            assertThat(answer.complete()).isTrue();
            assertThat(answer.fits()).isEqualTo(admitted(question));
            assertThat(answer.conflicts().isEmpty()).isEqualTo(answer.fits());
        });
    }

    @Test
    void answersTheSameAgainWhateverTheOrderOfHolders() {
        check("same text", (question, answer) -> {
            if (answer.fits() || question.holders().size() < 2) {
                return;
            }
            Question turned = new Question(
                    question.gang(), question.cluster(), question.holders().reversed(), question.quota());
            assertThat(WhyText.of(turned, Why.explain(turned, Effort.DEFAULT))).isEqualTo(WhyText.of(question, answer));
        });
    }

    @Test
    void findsEverySmallestConflict() {
        check("conflicts = all smallest sets of limits without a place", (question, answer) -> {
            List<Limit> limits = new ArrayList<>(EnumSet.allOf(Limit.class));
            limits.remove(Limit.QUOTA);
            limits.removeIf(limit -> !matters(question.gang(), limit));
            Set<Set<Limit>> without = new HashSet<>();
            subsets(limits, -1, set -> {
                if (!Exhaustive.fits(question.gang(), question.cluster(), set)) {
                    without.add(set);
                }
            });
            Set<Set<Limit>> smallest = new HashSet<>(without);
            smallest.removeIf(
                    set -> without.stream().anyMatch(other -> other.size() < set.size() && set.containsAll(other)));
            if (!withinQuota(question.gang(), question)) {
                smallest.add(Set.of(Limit.QUOTA));
            }
            List<Set<Limit>> found =
                    answer.conflicts().stream().map(Conflict::limits).toList();
            assertThat(found).containsExactlyInAnyOrderElementsOf(smallest);
        });
    }

    private static boolean matters(Gang gang, Limit limit) {
        return switch (limit) {
            case ONE_A_HOST -> gang.oneAHost();
            case PACK -> gang.wish().pack().isPresent();
            case SPREAD -> gang.wish().spread().isPresent();
            case APART -> gang.wish().apart().isPresent();
            case AVOID -> !gang.wish().avoid().isEmpty();
            case CLOSED, QUOTA -> true;
            default -> gang.workers().stream().anyMatch(kind -> Demand.amount(Demand.of(kind.need()), limit) > 0);
        };
    }

    @Test
    void saysForHowManyThereIsRoom() {
        check("room under a conflict's limits", (question, answer) -> {
            for (Conflict conflict : answer.conflicts()) {
                Set<Limit> limits = conflict.limits();
                int most = 0;
                for (Gang fewer : fewer(question.gang())) {
                    boolean room = limits.equals(Set.of(Limit.QUOTA))
                            ? withinQuota(fewer, question)
                            : Exhaustive.fits(fewer, question.cluster(), limits);
                    most = Math.max(most, room ? fewer.size() : 0);
                }
                assertThat(conflict.room()).as("%s", conflict).isEqualTo(most);
            }
        });
    }

    @Test
    void eachChangeAdmitsTheGang() {
        check("with(change) has a place", (question, answer) -> {
            for (Change change : answer.changes()) {
                assertThat(change.smallest()).as("%s", change).isTrue();
                Question changed = question.with(change);
                assertThat(admitted(changed)).as("%s", change).isTrue();
                assertThat(new Placer(changed.cluster()).place(changed.gang(), Budget.DEFAULT))
                        .as("%s", change)
                        .isInstanceOf(Outcome.Placed.class);
                Amounts quota = change.quota();
                for (Limit resource : Demand.RESOURCES) {
                    if (Demand.amount(quota, resource) > 0) {
                        Change less = new Change(change.step(), oneLess(quota, resource), true);
                        assertThat(admitted(question.with(less))).as("%s", less).isFalse();
                    }
                }
            }
        });
    }

    private static Amounts oneLess(Amounts amounts, Limit resource) {
        return amounts.minus(Amounts.of(
                resource == Limit.CPU ? 1 : 0,
                resource == Limit.GPU ? 1 : 0,
                resource == Limit.MEMORY ? 1 : 0,
                resource == Limit.STORAGE ? 1 : 0,
                resource == Limit.BANDWIDTH ? 1 : 0));
    }

    @Test
    void nothingLessOfAResourceWouldDo() {
        check("least more free of one resource", (question, answer) -> {
            List<Change> changes = unplaced(question, answer);
            for (Limit resource : Demand.RESOURCES) {
                if (changes.isEmpty() || !matters(question.gang(), resource)) {
                    continue;
                }
                List<Seat> units = units(question.cluster(), resource);
                Predicate<List<Seat>> admits = given -> Exhaustive.fits(question.gang(), freed(question, given));
                Optional<Step.MoreFree> found = step(
                        changes, Step.MoreFree.class, more -> more.resource().equals(Optional.of(resource)));
                if (found.isEmpty()) {
                    assertThat(admits.test(units)).as("%s", resource).isFalse();
                } else {
                    long sum = found.get().seats().stream()
                            .mapToLong(seat -> Demand.amount(Demand.of(seat.share()), resource))
                            .sum();
                    assertThat(sum).isPositive();
                    choices(
                            units,
                            (int) sum - 1,
                            less -> assertThat(admits.test(less))
                                    .as("%s by %s instead of %s", resource, less, found)
                                    .isFalse());
                }
            }
        });
    }

    @Test
    void onNoFewerHostsWouldDo() {
        check("fewest hosts with more free", (question, answer) -> {
            List<Change> changes = unplaced(question, answer);
            if (changes.isEmpty()
                    || step(
                                    changes,
                                    Step.MoreFree.class,
                                    more -> more.resource().isPresent())
                            .isPresent()) {
                return;
            }
            Predicate<Set<Integer>> admits = hosts -> Exhaustive.fits(
                    question.gang(),
                    freed(
                            question,
                            Demand.RESOURCES.stream()
                                    .flatMap(resource -> units(question.cluster(), resource).stream())
                                    .filter(seat -> hosts.contains(seat.host()))
                                    .toList()));
            expectFewest(
                    allHosts(question),
                    step(changes, Step.MoreFree.class, more -> true)
                            .map(more -> more.seats().size()),
                    admits);
        });
    }

    @Test
    void noFewerHoldersWouldDo() {
        check("fewest holders", (question, answer) -> {
            List<Change> changes = answer.changes();
            if (changes.isEmpty()) {
                return;
            }
            Predicate<Set<Holder>> room = gone -> Exhaustive.fits(
                    question.gang(), question.with(released(gone)).cluster());
            Predicate<Set<Holder>> admits = gone -> admitted(question.with(released(gone)));
            boolean quotaToo = !admits.test(Set.copyOf(question.holders()));
            if (quotaToo && room.test(Set.of())) {
                assertThat(step(changes, Step.Release.class, release -> true)).isEmpty();
                return;
            }
            expectFewest(
                    question.holders(),
                    step(changes, Step.Release.class, release -> true)
                            .map(release -> release.holders().size()),
                    quotaToo ? room : admits);
        });
    }

    private static Change released(Set<Holder> holders) {
        return new Change(new Step.Release(List.copyOf(holders)), Amounts.ZERO, true);
    }

    @Test
    void noFewerOpenedHostsWouldDo() {
        check("fewest hosts opened", (question, answer) -> {
            List<Change> changes = unplaced(question, answer);
            List<Integer> closed = allHosts(question).stream()
                    .filter(host -> !question.cluster().machine(host).open())
                    .toList();
            if (!changes.isEmpty()) {
                expectFewest(
                        closed,
                        step(changes, Step.Open.class, open -> true)
                                .map(open -> open.hosts().size()),
                        hosts -> Exhaustive.fits(
                                question.gang(), question.cluster().opened(hosts)));
            }
        });
    }

    @Test
    void noMoreWorkersWouldDo() {
        check("most workers", (question, answer) -> {
            if (answer.fits()) {
                return;
            }
            int most = fewer(question.gang()).stream()
                    .filter(fewer -> withinQuota(fewer, question) && Exhaustive.fits(fewer, question.cluster()))
                    .mapToInt(Gang::size)
                    .max()
                    .orElse(0);
            assertThat(step(answer.changes(), Step.FewerWorkers.class, fewer -> true)
                            .map(fewer -> fewer.gang().size())
                            .orElse(0))
                    .isEqualTo(most);
        });
    }

    @Test
    void noWishIsWeakenedMoreThanHasToBe() {
        check("weakest change of a wish", (question, answer) -> {
            List<Change> changes = unplaced(question, answer);
            if (changes.isEmpty()) {
                return;
            }
            Gang gang = question.gang();
            boolean one = false;
            for (Limit limit : List.of(Limit.ONE_A_HOST, Limit.PACK, Limit.SPREAD, Limit.APART)) {
                Optional<Gang> least = weakenings(
                                gang, limit, question.cluster().domains())
                        .stream()
                        .filter(weaker -> Exhaustive.fits(weaker, question.cluster()))
                        .findFirst();
                assertThat(step(
                                        changes,
                                        Step.WeakerWish.class,
                                        weaker -> weaker.wishes().equals(Set.of(limit)))
                                .map(Step.WeakerWish::gang))
                        .as("%s", limit)
                        .isEqualTo(least);
                one |= least.isPresent();
            }
            Avoided avoided = Avoided.of(gang.wish(), question.cluster().domains());
            Optional<Step.WeakerWish> using = step(
                    changes, Step.WeakerWish.class, weaker -> weaker.wishes().equals(Set.of(Limit.AVOID)));
            expectFewest(
                    List.copyOf(avoided.numbers()),
                    using.map(weaker -> avoided.numbers().size()
                            - Avoided.of(
                                            weaker.gang().wish(),
                                            question.cluster().domains())
                                    .numbers()
                                    .size()),
                    used -> Exhaustive.fits(with(gang, wish -> avoiding(wish, avoided, used)), question.cluster()));
            Optional<Step.WeakerWish> several = step(
                    changes, Step.WeakerWish.class, weaker -> weaker.wishes().size() > 1);
            if (one || using.isPresent()) {
                assertThat(several).isEmpty();
            } else {
                List<Limit> wishes = Wishes.of(gang);
                int size = several.map(weaker -> weaker.wishes().size()).orElse(wishes.size() + 1);
                for (int fewer = 2; fewer < size; fewer++) {
                    subsets(
                            wishes,
                            fewer,
                            some -> assertThat(anyWeaker(gang, List.copyOf(some), question.cluster()))
                                    .as("%s", some)
                                    .isFalse());
                }
            }
        });
    }

    /** Whether the gang has a place if these wishes are weakened, each by any number of steps. */
    private static boolean anyWeaker(Gang gang, List<Limit> wishes, Cluster cluster) {
        if (wishes.isEmpty()) {
            return Exhaustive.fits(gang, cluster);
        }
        List<Limit> rest = wishes.subList(1, wishes.size());
        List<Gang> weaker = new ArrayList<>();
        if (wishes.getFirst() == Limit.AVOID) {
            Avoided avoided = Avoided.of(gang.wish(), cluster.domains());
            subsets(
                    List.copyOf(avoided.numbers()),
                    -1,
                    used -> weaker.add(with(gang, wish -> avoiding(wish, avoided, used))));
        } else {
            weaker.addAll(weakenings(gang, wishes.getFirst(), cluster.domains()));
        }
        return weaker.stream().anyMatch(some -> anyWeaker(some, rest, cluster));
    }

    @Test
    void allKindsOfConflictsAndChangesOccur() {
        Set<Limit> limits = EnumSet.noneOf(Limit.class);
        Set<Object> changes = new HashSet<>();
        check("what occurs", (question, answer) -> {
            answer.conflicts().forEach(conflict -> limits.addAll(conflict.limits()));
            answer.changes().forEach(change -> {
                changes.add(change.step().getClass());
                if (change.step() instanceof Step.WeakerWish weaker) {
                    changes.addAll(weaker.wishes());
                    changes.add(weaker.wishes().size());
                }
                if (change.step() instanceof Step.MoreFree more) {
                    changes.add(more.resource());
                }
            });
        });
        assertThat(limits).containsExactlyInAnyOrder(Limit.values());
        assertThat(changes)
                .contains((Object[]) Step.class.getPermittedSubclasses())
                .contains(Limit.ONE_A_HOST, Limit.PACK, Limit.SPREAD, Limit.APART, Limit.AVOID, 2)
                .contains(Optional.empty(), Optional.of(Limit.GPU), Optional.of(Limit.CPU), Optional.of(Limit.MEMORY))
                .contains(Optional.of(Limit.STORAGE), Optional.of(Limit.BANDWIDTH));
    }

    private static Wish avoiding(Wish wish, Avoided avoided, Set<Integer> used) {
        Set<Integer> rest = new HashSet<>(wish.avoid());
        rest.removeIf(host -> used.contains(avoided.domainOf(host)));
        return new Wish(wish.pack(), wish.spread(), wish.apart(), rest);
    }

    /** Each a little weaker than the one before. */
    private static List<Gang> weakenings(Gang gang, Limit limit, Domains domains) {
        Wish wish = gang.wish();
        List<Gang> weaker = new ArrayList<>();
        switch (limit) {
            case ONE_A_HOST -> {
                if (gang.oneAHost()) {
                    weaker.add(new Gang(gang.name(), gang.workers(), false, wish, gang.pattern()));
                }
            }
            case PACK ->
                wish.pack().filter(Pack::required).ifPresent(pack -> {
                    if (pack.level().equals("rack")) {
                        weaker.add(with(gang, any -> packing(wish, new Pack("pod", true))));
                    }
                    weaker.add(with(gang, any -> packing(wish, new Pack(pack.level(), false))));
                });
            case SPREAD ->
                wish.spread().ifPresent(spread -> {
                    for (int skew = spread.maxSkew() + 1; skew < gang.size(); skew++) {
                        Spread looser = new Spread(spread.level(), skew);
                        weaker.add(with(
                                gang, any -> new Wish(wish.pack(), Optional.of(looser), wish.apart(), wish.avoid())));
                    }
                    weaker.add(with(gang, any -> new Wish(wish.pack(), Optional.empty(), wish.apart(), wish.avoid())));
                });
            case APART ->
                wish.apart().ifPresent(level -> {
                    Set<Integer> avoid = new HashSet<>();
                    for (int host = 0; host < domains.hosts(); host++) {
                        if (Avoided.of(wish, domains).holds(host)) {
                            avoid.add(host);
                        }
                    }
                    List<String> inner = level.equals("pod") ? List.of("rack", "host") : List.of("host");
                    inner.forEach(closer -> weaker.add(
                            with(gang, any -> new Wish(wish.pack(), wish.spread(), Optional.of(closer), avoid))));
                    weaker.add(with(gang, any -> new Wish(wish.pack(), wish.spread(), Optional.empty(), avoid)));
                });
            default -> throw new IllegalArgumentException(limit.name());
        }
        return weaker;
    }

    private static Wish packing(Wish wish, Pack pack) {
        return new Wish(Optional.of(pack), wish.spread(), wish.apart(), wish.avoid());
    }

    private static Gang with(Gang gang, Function<Wish, Wish> change) {
        return new Gang(gang.name(), gang.workers(), gang.oneAHost(), change.apply(gang.wish()), gang.pattern());
    }

    private static <T> void expectFewest(List<T> all, Optional<Integer> found, Predicate<Set<T>> admits) {
        if (found.isEmpty()) {
            subsets(
                    all,
                    -1,
                    some -> assertThat(admits.test(some)).as("%s", some).isFalse());
            return;
        }
        for (int size = 0; size < found.get(); size++) {
            subsets(
                    all,
                    size,
                    some -> assertThat(admits.test(some)).as("%s", some).isFalse());
        }
    }

    /** The changes if there is no place; none if only the quota stands in the way. */
    private static List<Change> unplaced(Question question, Answer answer) {
        return Exhaustive.fits(question.gang(), question.cluster()) ? List.of() : answer.changes();
    }

    private static <T extends Step> Optional<T> step(List<Change> changes, Class<T> kind, Predicate<T> which) {
        return changes.stream()
                .map(Change::step)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(which)
                .findFirst();
    }

    private static boolean admitted(Question question) {
        return withinQuota(question.gang(), question) && Exhaustive.fits(question.gang(), question.cluster());
    }

    private static boolean withinQuota(Gang gang, Question question) {
        if (question.quota().isEmpty()) {
            return true;
        }
        Amounts left = question.quota().get().left();
        long[] needed = new long[5];
        for (Workers kind : gang.workers()) {
            Need need = kind.need();
            long[] each = {need.cpu(), need.gpus(), need.memory(), need.storage(), need.bandwidth()};
            IntStream.range(0, 5).forEach(i -> needed[i] += kind.count() * each[i]);
        }
        BigInteger[] most = {left.cpu(), left.gpu(), left.memory(), left.storage(), left.bandwidth()};
        return IntStream.range(0, 5)
                .allMatch(i -> needed[i] == 0 || BigInteger.valueOf(needed[i]).compareTo(most[i]) <= 0);
    }

    private static List<Integer> allHosts(Question question) {
        return IntStream.range(0, question.cluster().domains().hosts()).boxed().toList();
    }

    /** The gang with every number of each kind of worker, at least one in all. */
    private static List<Gang> fewer(Gang gang) {
        List<List<Workers>> some = new ArrayList<>(List.of(List.of()));
        for (Workers kind : gang.workers()) {
            List<List<Workers>> next = new ArrayList<>();
            for (List<Workers> before : some) {
                next.add(before);
                for (int count = 1; count <= kind.count(); count++) {
                    List<Workers> with = new ArrayList<>(before);
                    with.add(new Workers(count, kind.need()));
                    next.add(with);
                }
            }
            some = next;
        }
        return some.stream()
                .filter(workers -> !workers.isEmpty())
                .map(workers -> new Gang(gang.name(), workers, gang.oneAHost(), gang.wish(), gang.pattern()))
                .toList();
    }

    /** All that is taken of the resource, one unit each. */
    private static List<Seat> units(Cluster cluster, Limit resource) {
        List<Seat> units = new ArrayList<>();
        for (int host = 0; host < cluster.domains().hosts(); host++) {
            int number = host;
            Machine machine = cluster.machine(host);
            Consumer<Share> add = share -> units.add(new Seat(number, share));
            TreeMap<Integer, Long> none = new TreeMap<>();
            Gpus no = Gpus.NONE;
            switch (resource) {
                case CPU ->
                    times(machine.cpu() - cluster.freeCpu(host), () -> add.accept(new Share(1, 0, 0, no, none)));
                case MEMORY ->
                    times(machine.memory() - cluster.freeMemory(host), () -> add.accept(new Share(0, 1, 0, no, none)));
                case STORAGE ->
                    times(
                            machine.storage() - cluster.freeStorage(host),
                            () -> add.accept(new Share(0, 0, 1, no, none)));
                case GPU ->
                    IntStream.range(0, machine.gpus())
                            .filter(gpu -> !cluster.freeGpus(number).holds(gpu))
                            .forEach(gpu -> add.accept(Share.ofGpus(Gpus.of(gpu))));
                default ->
                    IntStream.range(0, machine.uplinks().size())
                            .forEach(uplink -> times(
                                    machine.uplinks().get(uplink) - cluster.freeBandwidth(number, uplink),
                                    () -> add.accept(new Share(0, 0, 0, no, new TreeMap<>(Map.of(uplink, 1L))))));
            }
        }
        return units;
    }

    private static void times(long count, Runnable what) {
        for (long i = 0; i < count; i++) {
            what.run();
        }
    }

    private static Cluster freed(Question question, List<Seat> given) {
        Cluster copy = question.cluster().copy();
        given.forEach(copy::give);
        return copy;
    }

    /** Every choice of so many, of equal ones any; equal ones follow each other. */
    private static void choices(List<Seat> of, int size, Consumer<List<Seat>> each) {
        choose(of, 0, size, new ArrayList<>(), each);
    }

    private static void choose(List<Seat> of, int from, int size, List<Seat> chosen, Consumer<List<Seat>> each) {
        if (size == 0) {
            each.accept(List.copyOf(chosen));
            return;
        }
        for (int i = from; i <= of.size() - size; i++) {
            if (i == from || !of.get(i).equals(of.get(i - 1))) {
                chosen.add(of.get(i));
                choose(of, i + 1, size - 1, chosen, each);
                chosen.removeLast();
            }
        }
    }

    /** @param size of the sets; -1 for any */
    private static <T> void subsets(List<T> of, int size, Consumer<Set<T>> each) {
        for (int bits = 0; bits < 1 << of.size(); bits++) {
            if (size < 0 || Integer.bitCount(bits) == size) {
                int chosen = bits;
                Set<T> some = new LinkedHashSet<>();
                IntStream.range(0, of.size())
                        .filter(i -> (chosen >> i & 1) == 1)
                        .forEach(i -> some.add(of.get(i)));
                each.accept(some);
            }
        }
    }
}
