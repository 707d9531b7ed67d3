package dev.heddle.flow;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * How much two lists have in common at either end; the two ends do not overlap.
 *
 * @param start how many elements both begin with
 * @param end how many elements both end with, after those
 */
public record CommonEnds(int start, int end) {
    /** @param same asked once for each pair that is compared, from the ends on until it says no */
    public static <A, B> CommonEnds of(List<? extends A> a, List<? extends B> b, BiPredicate<A, B> same) {
        int most = Math.min(a.size(), b.size());
        int start = 0;
        while (start < most && same.test(a.get(start), b.get(start))) {
            start++;
        }
        int end = 0;
        while (end < most - start && same.test(a.get(a.size() - 1 - end), b.get(b.size() - 1 - end))) {
            end++;
        }
        return new CommonEnds(start, end);
    }

    /** Of the very same objects. */
    @SuppressWarnings("ReferenceEquality")
    public static CommonEnds ofSame(Object[] a, Object[] b) {
        int most = Math.min(a.length, b.length);
        int start = 0;
        while (start < most && a[start] == b[start]) {
            start++;
        }
        int end = 0;
        while (end < most - start && a[a.length - 1 - end] == b[b.length - 1 - end]) {
            end++;
        }
        return new CommonEnds(start, end);
    }

    /** The list without both ends. */
    public <T> List<T> between(List<T> list) {
        return list.subList(start, list.size() - end);
    }
}
