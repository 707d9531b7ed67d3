package dev.heddle.placement.policy;

import java.util.Arrays;

/**
 * How often gangs end, by how long they have run: learnt from those that have ended. Run times have heavy tails: what has run
 * for long goes on for long. Ages are told apart by powers of two.
 */
final class EndRates {
    /** Seconds; all younger gangs are of one age. */
    private static final double YOUNG = 64;

    private static final int AGES = 40;
    /** By age: how many ended, and the seconds that all who ended spent in it. */
    private final double[] ends = new double[AGES];

    private final double[] spent = new double[AGES];

    EndRates() {
        // Worth half a gang each, until more is known: what has run for a time goes on for two to four times that.
        Arrays.fill(ends, 0.5);
        for (int age = 0; age < AGES; age++) {
            spent[age] = YOUNG * Math.scalb(1.0, age);
        }
    }

    /** A gang has ended after so many seconds. */
    void ended(double ran) {
        int last = age(ran);
        ends[last]++;
        for (int age = 0; age <= last; age++) {
            spent[age] += Math.min(ran, from(age + 1)) - from(age);
        }
    }

    /** Ends a second of a gang that has run for so many seconds. */
    double at(double ran) {
        int age = age(ran);
        return ends[age] / spent[age];
    }

    private static int age(double ran) {
        return ran < YOUNG ? 0 : Math.min(AGES - 1, Math.getExponent(ran / YOUNG) + 1);
    }

    /** The seconds at which an age begins. */
    private static double from(int age) {
        return age == 0 ? 0 : Math.scalb(YOUNG, age - 1);
    }
}
