package dev.heddle.bench.placement;

import dev.heddle.placement.replay.Result;
import dev.heddle.placement.replay.Run;
import dev.heddle.placement.replay.Samples;
import dev.heddle.placement.replay.Summary;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one replay gave, over the jobs that count.
 *
 * @param racks racks of all gangs by the fewest that could hold each
 * @param oneRack share of the gangs in one rack
 * @param delay mean seconds of waiting
 * @param gangDelay likewise, of gangs
 * @param jct mean seconds from submission to end
 * @param gangJct likewise, of gangs
 * @param decision99 milliseconds
 * @param took seconds of the replay
 */
record Figures(
        int jobs,
        int gangs,
        double racks,
        double oneRack,
        double delay,
        double delay95,
        double gangDelay,
        double jct,
        double jct99,
        double gangJct,
        double gangJct99,
        double utilisation,
        double fragmentation,
        double decision50,
        double decision99,
        double took) {
    static final String COLUMNS =
            "jobs,gangs,racksOverBound,oneRackShare,delayMean,delayP95,gangDelay,jctMean,jctP99,gangJctMean,"
                    + "gangJctP99,utilisation,fragmentation,decisionP50,decisionP99,took";

    static Figures of(Result result, double took) {
        Summary summary = Summary.of(result);
        Samples gangs = new Samples();
        result.runs().stream()
                .filter(run -> run.started()
                        && run.submission().counts()
                        && run.submission().isGang())
                .mapToLong(Run::completion)
                .forEach(gangs::add);
        return new Figures(
                summary.jobs(),
                summary.gangs(),
                summary.racksOverBound(),
                summary.oneRackShare(),
                summary.queueingDelay().mean(),
                summary.queueingDelay().p95(),
                summary.queueingDelay().gangMean(),
                summary.jct().mean(),
                summary.jct().p99(),
                gangs.mean() / 1e6,
                gangs.quantile(0.99) / 1e6,
                summary.utilisation(),
                summary.fragmentation(),
                summary.decision().p50(),
                summary.decision().p99(),
                took);
    }

    static Figures parse(List<String> cells) {
        List<Double> rest =
                cells.subList(2, cells.size()).stream().map(Double::valueOf).toList();
        return new Figures(
                Integer.parseInt(cells.get(0)),
                Integer.parseInt(cells.get(1)),
                rest.get(0),
                rest.get(1),
                rest.get(2),
                rest.get(3),
                rest.get(4),
                rest.get(5),
                rest.get(6),
                rest.get(7),
                rest.get(8),
                rest.get(9),
                rest.get(10),
                rest.get(11),
                rest.get(12),
                rest.get(13));
    }

    String text() {
        return Stream.of(
                        jobs,
                        gangs,
                        racks,
                        oneRack,
                        delay,
                        delay95,
                        gangDelay,
                        jct,
                        jct99,
                        gangJct,
                        gangJct99,
                        utilisation,
                        fragmentation,
                        decision50,
                        decision99,
                        took)
                .map(Object::toString)
                .collect(Collectors.joining(","));
    }
}
