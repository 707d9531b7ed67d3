package dev.heddle.ovs.openflow.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What is wrong with many lines, told at once. */
final class Faults {
    private static final int SHOWN = 200;
    private final List<String> faults = new ArrayList<>();

    void add(Object about, String what) {
        faults.add(about + ": " + what);
    }

    void add(Object about, String what, Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        add(about, what + ": " + cause + (trace.length == 0 ? "" : " at " + trace[0]));
    }

    /** What one side has and the other has not. */
    void compare(String what, List<String> expected, List<String> actual) {
        TreeSet<String> missing = new TreeSet<>(expected);
        TreeSet<String> extra = new TreeSet<>(actual);
        actual.forEach(missing::remove);
        expected.forEach(extra::remove);
        while (!missing.isEmpty() || !extra.isEmpty()) {
            faults.add(what + ":\n    wanted " + missing.pollFirst() + "\n    got    " + extra.pollFirst());
        }
        if (expected.size() != actual.size()) {
            faults.add(what + ": wanted " + expected.size() + ", got " + actual.size());
        }
    }

    void none() {
        if (!faults.isEmpty()) {
            throw new AssertionError(faults.size() + " faults:\n"
                    + String.join("\n", faults.subList(0, Math.min(SHOWN, faults.size()))));
        }
    }
}
