package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Seat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Jobs take as long as the log says, wherever they run. */
public final class FixedCourse implements Course {
    private record End(long time, int number) {}

    private final PriorityQueue<End> ends =
            new PriorityQueue<>(Comparator.comparingLong(End::time).thenComparingInt(End::number));

    @Override
    public void start(Submission job, List<Seat> seats, long now) {
        ends.add(new End(now + job.job().duration(), job.number()));
    }

    @Override
    public long nextEnd() {
        return ends.isEmpty() ? NEVER : ends.element().time();
    }

    @Override
    public List<Integer> end(long now) {
        List<Integer> ended = new ArrayList<>();
        while (nextEnd() <= now && !ends.isEmpty()) {
            ended.add(ends.remove().number());
        }
        return ended;
    }
}
