package dev.heddle.simulator.whole;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a schedule that fails shorter, by leaving out ever smaller parts as long as it still fails. */
final class Shrinker {
    private final Predicate<Schedule> fails;
    private Schedule shortest;
    private int tries;

    private Shrinker(Schedule failing, Predicate<Schedule> fails, int tries) {
        this.shortest = failing;
        this.fails = fails;
        this.tries = tries;
    }

    /**
     * @param fails whether a schedule fails in the same way; must be true of the given one
     * @param tries how often it may be asked
     */
    static Schedule shrink(Schedule failing, Predicate<Schedule> fails, int tries) {
        Shrinker shrinker = new Shrinker(failing, fails, tries);
        shrinker.acts();
        shrinker.objects();
        return shrinker.shortest;
    }

    private void acts() {
        for (int part = Math.max(1, shortest.acts().size() / 2); ; part = Math.max(1, part / 2)) {
            boolean shorter = false;
            for (int from = 0; from < shortest.acts().size(); ) {
                List<Schedule.Timed> fewer = new ArrayList<>(shortest.acts());
                fewer.subList(from, Math.min(fewer.size(), from + part)).clear();
                if (take(fewer)) {
                    shorter = true;
                } else {
                    from += part;
                }
            }
            if (part == 1 && !shorter) {
                return;
            }
        }
    }

    /** What an act declares, one by one. */
    private void objects() {
        for (int i = 0; i < shortest.acts().size(); i++) {
            for (int k = 0; shortest.acts().get(i).act() instanceof Act.Apply(List<Declared> all) && k < all.size(); ) {
                List<Declared> fewer = new ArrayList<>(all);
                fewer.remove(k);
                List<Schedule.Timed> acts = new ArrayList<>(shortest.acts());
                acts.set(i, new Schedule.Timed(acts.get(i).at(), new Act.Apply(fewer)));
                if (fewer.isEmpty() || !take(acts)) {
                    k++;
                }
            }
        }
    }

    /** Takes these acts if they still fail. */
    private boolean take(List<Schedule.Timed> acts) {
        Schedule schedule = shortest.with(acts);
        if (tries-- <= 0 || !fails.test(schedule)) {
            return false;
        }
        shortest = schedule;
        return true;
    }
}
