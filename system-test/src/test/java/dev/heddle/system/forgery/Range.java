package dev.heddle.system.forgery;

import dev.heddle.system.fixture.Wait;
import dev.heddle.system.wire.RawSocket;
import dev.heddle.system.wire.Sniffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where shots are fired, and where it is seen what became of them. */
public final class Range {
    private static final Duration ARRIVE = Duration.ofSeconds(20);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private static final int HANDFUL = 50;

    private final Sniffer sniffer;
    private final List<Shot> shots = new ArrayList<>();

    public Range(Sniffer sniffer) {
        this.sniffer = sniffer;
    }

    /**
     * Loads one.
     *
     * @param marked makes the frame around its mark
     */
    public Shot load(
            String name, String reason, Set<String> owed, Set<String> allowed, Function<byte[], byte[]> marked) {
        int number = shots.size();
        Shot shot = new Shot(number, name, marked.apply(sniffer.mark(number)), reason, owed, allowed);
        shots.add(shot);
        return shot;
    }

    /** Fires each once. */
    public void fire(RawSocket socket, Collection<Shot> chosen) {
        for (Shot shot : chosen) {
            if (!socket.send(shot.frame())) {
                throw new AssertionError(shot.name() + ": the link does not take it");
            }
        }
    }

    /**
     * Fires each once, a few at a time, so that no queue on the way overflows: after each handful a true frame, which has
     * to arrive. A switch keeps a port's order, so that all that was fired before it has come as far as it ever will.
     *
     * @param fence makes such a frame
     */
    public void fireInOrder(RawSocket socket, List<Shot> chosen, Supplier<Shot> fence) {
        for (int from = 0; from < chosen.size(); from += HANDFUL) {
            fire(socket, chosen.subList(from, Math.min(chosen.size(), from + HANDFUL)));
            fireUntilHeard(socket, List.of(fence.get()));
        }
    }

    /** Fires them, again where needed, until each has been heard where it is owed. */
    public void fireUntilHeard(RawSocket socket, Collection<Shot> chosen) {
        long end = System.nanoTime() + ARRIVE.toNanos();
        List<Shot> open = new ArrayList<>(chosen);
        while (!open.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("true frames do not arrive: " + verdicts(open));
            }
            fire(socket, open);
            boolean _ = Wait.quietly(AGAIN, () -> {
                open.removeIf(shot -> sniffer.heard(shot.number()).containsAll(shot.owed()));
                return open.isEmpty();
            });
        }
    }

    /** What is wrong with where the shots so far were heard. */
    public List<String> verdicts() {
        return verdicts(shots);
    }

    private List<String> verdicts(List<Shot> chosen) {
        return chosen.stream()
                .map(shot -> shot.verdict(sniffer.heard(shot.number())))
                .filter(verdict -> !verdict.isEmpty())
                .toList();
    }
}
