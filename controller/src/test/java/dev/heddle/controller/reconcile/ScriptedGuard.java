package dev.heddle.controller.reconcile;

import dev.heddle.controller.state.Isolation;
import dev.heddle.flow.Difference;
import dev.heddle.flow.Flow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects to flows that the test names, and remembers what it was told. */
final class ScriptedGuard implements Guard {
    /** Flows that must not be sent, with the id of the object to blame. */
    final Map<Flow, Long> unsafe = new LinkedHashMap<>();

    final List<Held> read = new ArrayList<>();
    final List<NumberedProgram> held = new ArrayList<>();
    private @Nullable NumberedProgram looked;
    int looks;
    boolean behind;
    Isolation isolation = Isolation.proved("");

    @Override
    public void ports(PortMap ports, Map<Integer, String> described) {}

    @Override
    public List<Objection> objections(NumberedProgram target) {
        looks++;
        looked = target;
        return target.flows().stream()
                .filter(unsafe::containsKey)
                .map(flow -> new Objection(unsafe.get(flow), "leaks"))
                .toList();
    }

    @Override
    public boolean knows(NumberedProgram target) {
        return target.equals(looked);
    }

    @Override
    public void read(Held now) {
        read.add(now);
    }

    @Override
    public void holds(NumberedProgram target, @Nullable Difference sent) {
        held.add(target);
        isolation = Isolation.proved("");
    }

    @Override
    public void lost() {
        isolation = Isolation.UNCHECKED;
    }

    @Override
    public boolean isBehind() {
        return behind;
    }

    @Override
    public Isolation isolation() {
        return isolation;
    }
}
