package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.why.Answer;
import dev.heddle.placement.why.Effort;
import dev.heddle.placement.why.Holder;
import dev.heddle.placement.why.Question;
import dev.heddle.placement.why.Why;
import dev.heddle.placement.why.WhyText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Explains why one job does not start when it is submitted, and again when it has become the first of its size: what stands in
 * its way at that instant, who holds what it lacks and until when, and what would admit it.
 */
public final class Explaining implements Watcher {
    private final Submission job;
    private final List<String> lines = new ArrayList<>();
    private boolean asked;
    private boolean behind;
    private boolean settled;

    public Explaining(Submission job) {
        this.job = job;
    }

    /** What was seen, without ends of lines; whole once the replay is over. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void instant(View view) {
        if (settled || view.now() < job.time()) {
            return;
        }
        Optional<Run> run = view.running().stream()
                .filter(some -> some.submission().number() == job.number())
                .findFirst();
        if (run.isPresent()) {
            started(run.get(), view);
            settled = true;
            return;
        }
        Optional<Submission> first = view.firstOf(job.units());
        boolean leads = first.isEmpty() || first.get().number() == job.number();
        boolean news = behind && leads;
        if (!asked || news) {
            explain(view);
            if (!leads) {
                lines.add("  and it comes after job " + first.get().job().id() + " of the same size");
            }
            asked = true;
            behind = !leads;
            settled = first.isEmpty();
        }
    }

    private void explain(View view) {
        List<Holder> holders = view.running().stream().map(Explaining::holder).toList();
        Question question = new Question(job.gang(), view.cluster(), holders, Optional.empty());
        Answer answer = Why.explain(question, Effort.DEFAULT);
        lines.add("at " + seconds(view.now()) + " job " + job.job().id() + " waits:");
        if (answer.fits()) {
            lines.add("  there is room; the policy waits for a better place");
        } else {
            WhyText.of(question, answer).forEach(line -> lines.add("  " + line));
        }
    }

    private static Holder holder(Run run) {
        double until = Clock.seconds(run.start() + run.submission().job().duration());
        return new Holder("job " + run.submission().job().id(), run.seats(), OptionalDouble.of(until), false);
    }

    private void started(Run run, View view) {
        int rack = view.cluster().domains().levels() - 1;
        long racks = run.seats().stream()
                .mapToInt(Seat::host)
                .map(host -> view.cluster().domains().domainOf(rack, host))
                .distinct()
                .count();
        lines.add("at " + seconds(run.start()) + " job " + job.job().id() + " starts on "
                + run.seats().size()
                + " hosts in " + racks + (racks == 1 ? " rack" : " racks") + ", " + seconds(run.delay())
                + " after its submission");
    }

    private static String seconds(long micros) {
        return Clock.text(micros) + " s";
    }
}
