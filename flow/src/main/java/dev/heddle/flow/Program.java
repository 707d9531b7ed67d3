package dev.heddle.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one host's switch shall hold. Ports are named, not numbered.
 *
 * @param host the Host's name
 * @param revision of the snapshot with which it became this; it stays what is to be held until another one is compiled
 * @param fragments in an order that is the same for the same input; names are unique
 */
public record Program(String host, long revision, List<Fragment> fragments) {
    public Program {
        fragments = List.copyOf(fragments);
    }

    public static Program empty(String host) {
        return new Program(host, 0, List.of());
    }

    public List<Flow> flows() {
        List<Flow> out = new ArrayList<>();
        fragments.forEach(f -> out.addAll(f.flows()));
        return out;
    }

    public List<Group> groups() {
        List<Group> out = new ArrayList<>();
        fragments.forEach(f -> out.addAll(f.groups()));
        return out;
    }

    /** Whether both hold the very same fragments, whatever their revisions. */
    public boolean sameAs(Program other) {
        if (fragments.size() != other.fragments.size()) {
            return false;
        }
        for (int i = 0; i < fragments.size(); i++) {
            if (!same(fragments.get(i), other.fragments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * What changes from this program to {@code next}. Only fragments that are not the same object are looked into.
     */
    public Difference to(Program next) {
        Map<String, Fragment> before = HashMap.newHashMap(fragments.size());
        fragments.forEach(f -> before.put(f.name(), f));
        List<Fragment> old = new ArrayList<>();
        List<Fragment> now = new ArrayList<>();
        for (Fragment fragment : next.fragments) {
            Fragment was = before.remove(fragment.name());
            if (!same(was, fragment)) {
                now.add(fragment);
                if (was != null) {
                    old.add(was);
                }
            }
        }
        old.addAll(before.values());
        return Difference.between(old, now);
    }

    /** Identity on purpose: the compiler returns the same object for the same input, and comparing is then free. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(@Nullable Fragment a, Fragment b) {
        return a == b;
    }
}
