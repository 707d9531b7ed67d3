package dev.heddle.placement.replay;

/**
 * Figures over the jobs that count and could start; 0 where there is none to take the mean of. Quantiles are the smallest
 * value that the share of the jobs does not exceed.
 *
 * @param jobs that count, also those that can never start
 * @param gangs of them those with at least two workers that started
 * @param racksOverBound the racks of all gangs by the fewest that could hold each
 * @param oneRackShare share of the gangs that ran within one rack
 * @param queueingDelay seconds from submission to start
 * @param jct seconds from submission to end
 * @param utilisation as {@link Result#utilisation}
 * @param fragmentation as {@link Result#fragmentation}
 * @param decision milliseconds
 */
public record Summary(
        int jobs,
        int gangs,
        int neverStarted,
        double racksOverBound,
        double oneRackShare,
        Delay queueingDelay,
        Jct jct,
        double utilisation,
        double fragmentation,
        Decision decision) {
    public record Delay(double mean, double p95, double gangMean) {}

    public record Jct(double mean, double p99) {}

    public record Decision(double p50, double p99) {}

    public static Summary of(Result result) {
        Racks racks = new Racks(result.domains());
        Samples delays = new Samples();
        Samples gangDelays = new Samples();
        Samples completions = new Samples();
        int jobs = 0;
        long taken = 0;
        long bound = 0;
        int oneRack = 0;
        for (Run run : result.runs()) {
            if (!run.submission().counts()) {
                continue;
            }
            jobs++;
            if (!run.started()) {
                continue;
            }
            delays.add(run.delay());
            completions.add(run.completion());
            if (run.submission().isGang()) {
                gangDelays.add(run.delay());
                int its = racks.of(run.seats());
                taken += its;
                bound += racks.bound(run.seats().size());
                oneRack += its == 1 ? 1 : 0;
            }
        }
        int gangs = gangDelays.size();
        return new Summary(
                jobs,
                gangs,
                jobs - delays.size(),
                gangs == 0 ? 0 : (double) taken / bound,
                gangs == 0 ? 0 : (double) oneRack / gangs,
                new Delay(delays.mean() / 1e6, Clock.seconds(delays.quantile(0.95)), gangDelays.mean() / 1e6),
                new Jct(completions.mean() / 1e6, Clock.seconds(completions.quantile(0.99))),
                result.utilisation(),
                result.fragmentation(),
                new Decision(
                        result.decisions().quantile(0.5) / 1e6,
                        result.decisions().quantile(0.99) / 1e6));
    }
}
