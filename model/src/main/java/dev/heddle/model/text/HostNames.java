package dev.heddle.model.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lists of host names, folded as Slurm folds them: {@code gpu[001-396,398],login}. */
public final class HostNames {
    private static final int MOST_DIGITS = 18;

    private static final Comparator<String> BY_NUMBER =
            Comparator.<String>comparingLong(Long::parseLong).thenComparing(Comparator.naturalOrder());

    private HostNames() {}

    /** Each name once, sorted by what comes before the number at the end, then by that number; empty for none. */
    public static String fold(Collection<String> names) {
        TreeMap<String, SortedSet<String>> numbers = new TreeMap<>();
        for (String name : names) {
            int end = name.length();
            while (end > Math.max(0, name.length() - MOST_DIGITS) && isDigit(name.charAt(end - 1))) {
                end--;
            }
            SortedSet<String> of = numbers.computeIfAbsent(name.substring(0, end), p -> new TreeSet<>(BY_NUMBER));
            if (end < name.length()) {
                of.add(name.substring(end));
            }
        }
        List<String> out = new ArrayList<>();
        Set<String> given = Set.copyOf(names);
        numbers.forEach((prefix, of) -> {
            if (given.contains(prefix)) {
                out.add(prefix);
            }
            if (of.size() == 1) {
                out.add(prefix + of.first());
            } else if (of.size() > 1) {
                out.add(prefix + "[" + String.join(",", ranges(of)) + "]");
            }
        });
        return String.join(",", out);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Numbers belong to one range where counting up from its first, in at least as many digits, gives them. */
    private static List<String> ranges(SortedSet<String> numbers) {
        List<String> out = new ArrayList<>();
        String first = "";
        String last = "";
        for (String number : numbers) {
            if (!number.equals(next(last))) {
                add(out, first, last);
                first = number;
            }
            last = number;
        }
        add(out, first, last);
        return out;
    }

    private static String next(String number) {
        if (number.isEmpty()) {
            return "";
        }
        String next = Long.toString(Long.parseLong(number) + 1);
        return "0".repeat(Math.max(0, number.length() - next.length())) + next;
    }

    private static void add(List<String> ranges, String first, String last) {
        if (!first.isEmpty()) {
            ranges.add(first.equals(last) ? first : first + "-" + last);
        }
    }
}
