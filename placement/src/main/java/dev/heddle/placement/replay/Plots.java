package dev.heddle.placement.replay;

import dev.heddle.placement.plot.Axis;
import dev.heddle.placement.plot.Plot;
import dev.heddle.placement.plot.Series;
import dev.heddle.placement.plot.Series.Point;
import dev.heddle.placement.plot.Series.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a replay looks like. */
public final class Plots {
    private static final int SPANS = 300;
    private static final int STEPS = 200;

    private Plots() {}

    /** SVG documents by the names of their files; one that would show nothing is left out. */
    public static Map<String, String> of(Result result, String policy) {
        Map<String, String> out = new LinkedHashMap<>();
        List<Run> started = result.runs().stream().filter(Run::started).toList();
        List<Run> gangs = started.stream()
                .filter(run -> run.submission().isGang() && run.submission().counts())
                .toList();
        long first =
                started.stream().mapToLong(run -> run.submission().time()).min().orElse(0);
        long last = started.stream().mapToLong(Run::end).max().orElse(0);
        if (last > first) {
            out.put(
                    "utilisation.svg",
                    utilisation(result, started, policy, first, last).svg());
        }
        if (!started.isEmpty()) {
            out.put("delay.svg", delay(started, policy).svg());
        }
        if (!gangs.isEmpty()) {
            out.put("racks.svg", racks(result, gangs, policy).svg());
        }
        return out;
    }

    private static Plot utilisation(Result result, List<Run> runs, String policy, long first, long last) {
        double capacity =
                (double) result.domains().hosts() * result.schedule().unit().perHost();
        History busy = new History(first, last, SPANS);
        History waiting = new History(first, last, SPANS);
        for (Run run : runs) {
            double share = run.submission().units() / capacity;
            busy.add(run.start(), run.end(), share);
            waiting.add(run.submission().time(), run.start(), share);
        }
        return new Plot(
                "Busy and waiting, " + policy,
                Axis.linear("days of the replay"),
                Axis.linear("share of the capacity"),
                List.of(
                        new Series("busy", Shape.LINE, busy.points()),
                        new Series("asked for by waiting jobs", Shape.LINE, waiting.points())));
    }

    private static Plot delay(List<Run> runs, String policy) {
        List<Series> series = new ArrayList<>();
        delays(runs, run -> run.submission().counts(), "all jobs", series);
        delays(runs, run -> run.submission().counts() && run.submission().isGang(), "gangs", series);
        return new Plot(
                "Queueing delay, " + policy,
                Axis.log("seconds (less than 1 shown as 1)"),
                Axis.linear("share of the jobs that waited no longer"),
                series);
    }

    private static void delays(List<Run> runs, Predicate<Run> which, String name, List<Series> to) {
        Samples delays = new Samples();
        runs.stream().filter(which).forEach(run -> delays.add(run.delay()));
        if (delays.size() == 0) {
            return;
        }
        List<Point> points = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            double share = (double) step / STEPS;
            points.add(new Point(Math.max(1, Clock.seconds(delays.quantile(share))), share));
        }
        to.add(new Series(name, Shape.LINE, points));
    }

    private static Plot racks(Result result, List<Run> gangs, String policy) {
        Racks racks = new Racks(result.domains());
        Map<Integer, Samples> bySize = new TreeMap<>();
        for (Run run : gangs) {
            bySize.computeIfAbsent(run.seats().size(), size -> new Samples()).add(racks.of(run.seats()));
        }
        List<Point> taken = new ArrayList<>();
        List<Point> bound = new ArrayList<>();
        bySize.forEach((size, samples) -> {
            taken.add(new Point(size, samples.mean(), samples.size() + "×"));
            bound.add(new Point(size, racks.bound(size)));
        });
        return new Plot(
                "Racks of a gang, " + policy,
                Axis.log("workers"),
                Axis.log("racks, mean"),
                List.of(
                        new Series("taken", Shape.DOTS, taken),
                        new Series("fewest that could hold it", Shape.DOTS, bound)));
    }
}
