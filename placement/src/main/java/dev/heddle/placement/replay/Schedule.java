package dev.heddle.placement.replay;

import dev.heddle.placement.replay.input.Job;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The jobs of a window on the replay's clock. Submit times are scaled by one factor so that the window's jobs make the load
 * that is asked for; durations stay.
 *
 * @param submissions by number
 * @param scale seconds of the replay per second of the log
 * @param length of the window on the replay's clock, in microseconds
 */
public record Schedule(Window window, Unit unit, List<Submission> submissions, double scale, long length) {
    /** Beyond this, in microseconds, times would no longer be exact. */
    private static final double LATEST = 4e18;

    public Schedule {
        submissions = List.copyOf(submissions);
    }

    /**
     * @param log in the order of the file
     * @param hosts of the topology
     * @throws IllegalArgumentException where no job is in the window, or the clock would not suffice; the message says it
     */
    public static Schedule of(List<Job> log, Window window, Unit unit, int hosts) {
        List<Job> jobs = new ArrayList<>();
        BigInteger work = BigInteger.ZERO;
        double span = 0;
        boolean any = false;
        for (Job job : log) {
            if (!window.replays(job.submitted())) {
                continue;
            }
            jobs.add(job);
            span += job.duration();
            if (window.counts(job.submitted())) {
                any = true;
                work = work.add(BigInteger.valueOf(job.duration()).multiply(BigInteger.valueOf(unit.units(job))));
            }
        }
        if (!any) {
            throw new IllegalArgumentException("no job was submitted in the " + window.days() + " days from "
                    + window.from() + " on" + range(log));
        }
        double capacity = (double) hosts * unit.perHost();
        double scale = work.doubleValue() / (window.load() * capacity * window.length());
        if (span + scale * (window.warmup() + window.days()) * Window.DAY > LATEST) {
            throw new IllegalArgumentException(
                    "at load " + window.load() + " the replay would take longer than can be counted");
        }
        jobs.sort(Comparator.comparingLong(Job::submitted));
        List<Submission> submissions = new ArrayList<>();
        for (Job job : jobs) {
            long time = Math.round(scale * (job.submitted() - window.start()));
            submissions.add(new Submission(
                    submissions.size(), job, unit.gang(job), unit.units(job), time, window.counts(job.submitted())));
        }
        return new Schedule(window, unit, submissions, scale, Math.round(scale * window.length()));
    }

    private static String range(List<Job> log) {
        return log.isEmpty()
                ? ": the log is empty"
                : ": the log goes from "
                        + Clock.day(log.stream().mapToLong(Job::submitted).min().orElseThrow()) + " to "
                        + Clock.day(log.stream().mapToLong(Job::submitted).max().orElseThrow());
    }
}
