package dev.heddle.bench.placement;

import dev.heddle.placement.gang.Gang.Pattern;
import dev.heddle.placement.plot.Axis;
import dev.heddle.placement.plot.Plot;
import dev.heddle.placement.plot.Series;
import dev.heddle.placement.replay.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Tables in Markdown, and curves, of what the plan gives. */
final class Report {
    private final Results results;
    private final StringBuilder out = new StringBuilder();

    Report(Results results) {
        this.results = results;
    }

    String text() {
        return out.toString();
    }

    /** The whole span in one replay. */
    void spans(Unit unit) {
        title("Five weeks in one replay, unit " + word(unit));
        row(
                "load",
                "policy",
                "racks / bound",
                "in one rack",
                "delay mean / p95, s",
                "gangs' delay, s",
                "JCT mean / p99, s",
                "busy",
                "fragmentation",
                "decision p99, ms");
        rule(10);
        for (double load : Plan.LOADS) {
            for (String policy : Plan.policies()) {
                Figures its = results.of(Plan.all(unit, load, 0).with(policy));
                row(
                        number(load, 2),
                        policy,
                        number(its.racks(), 3),
                        number(100 * its.oneRack(), 1) + " %",
                        number(its.delay(), 0) + " / " + number(its.delay95(), 0),
                        number(its.gangDelay(), 0),
                        number(its.jct(), 0) + " / " + number(its.jct99(), 0),
                        number(100 * its.utilisation(), 1) + " %",
                        number(100 * its.fragmentation(), 1) + " %",
                        number(its.decision99(), 2));
            }
        }
    }

    /** Ours by each other policy, per replay: the span and single weeks, every seed. */
    void ratios(Unit unit) {
        for (String other : Plan.policies()) {
            if (other.equals(Plan.OURS)) {
                continue;
            }
            title("heddle by %s, unit %s".formatted(other, word(unit)));
            row("load", "replays", "racks", "aim", "worst week", "delay", "worst", "gangs' delay", "worst", "held");
            rule(10);
            for (double load : Plan.LOADS) {
                compare(Plan.allWeeks(unit, load), load, other, "five weeks");
                compare(Plan.singleWeeks(unit, load), load, other, "single weeks");
            }
        }
    }

    private void compare(List<Setting> settings, double load, String other, String what) {
        double aim = other.equals(Plan.KUEUE) && what.startsWith("five") ? Plan.racksAim(load) : 1;
        double racks = 0;
        double worstRacks = 0;
        double delay = 0;
        double worstDelay = 0;
        double gangs = 0;
        double worstGangs = 0;
        int held = 0;
        for (Setting setting : settings) {
            Figures ours = results.of(setting.with(Plan.OURS));
            Figures theirs = results.of(setting.with(other));
            racks += ours.racks() / theirs.racks() / settings.size();
            worstRacks = Math.max(worstRacks, ours.racks() / theirs.racks());
            delay += ours.delay() / theirs.delay() / settings.size();
            worstDelay = Math.max(worstDelay, ours.delay() / theirs.delay());
            gangs += ours.gangDelay() / theirs.gangDelay() / settings.size();
            worstGangs = Math.max(worstGangs, ours.gangDelay() / theirs.gangDelay());
            held += ours.racks() <= aim * theirs.racks()
                            && ours.delay() <= 1.02 * theirs.delay() + 15
                            && ours.gangDelay() <= 1.35 * theirs.gangDelay() + 120
                    ? 1
                    : 0;
        }
        row(
                number(load, 2),
                what + " x " + settings.size(),
                number(racks, 3),
                number(aim, 2),
                number(worstRacks, 3),
                number(delay, 2),
                number(worstDelay, 2),
                number(gangs, 2),
                number(worstGangs, 2),
                held + " of " + settings.size());
    }

    /** Mean and p99 of completion under the flow model, and which policy is the best. */
    void completions(Unit unit) {
        for (double load : Plan.LOADS) {
            title("JCT mean / p99 under the flow model, s, unit %s, load %.2f".formatted(word(unit), load));
            List<String> header = new ArrayList<>(List.of("uplinks", "pattern", "communication"));
            header.addAll(Plan.policies());
            header.add("held");
            row(header.toArray(String[]::new));
            rule(header.size());
            completion(Plan.all(unit, load, 0), "1:1", "any", "any", 1.02, 15);
            for (int oversubscription : Plan.OVERSUBSCRIPTIONS) {
                for (Pattern pattern : Plan.PATTERNS) {
                    for (double share : Plan.COMMUNICATION) {
                        completion(
                                Plan.all(unit, load, 0).on(oversubscription, pattern, share),
                                oversubscription + ":1",
                                pattern.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                number(100 * share, 0) + " %",
                                1,
                                0);
                    }
                }
            }
        }
    }

    private void completion(Setting setting, String uplinks, String pattern, String share, double times, double plus) {
        Figures ours = results.of(setting.with(Plan.OURS));
        List<String> cells = new ArrayList<>(List.of(uplinks, pattern, share));
        List<String> lost = new ArrayList<>();
        for (String policy : Plan.policies()) {
            Figures its = results.of(setting.with(policy));
            cells.add(number(its.jct(), 0) + " / " + number(its.jct99(), 0));
            if (!policy.equals(Plan.OURS)) {
                lostTo(policy + " (mean)", ours.jct(), its.jct(), times, plus, lost);
                lostTo(policy + " (p99)", ours.jct99(), its.jct99(), times, plus, lost);
            }
        }
        cells.add(lost.isEmpty() ? "held" : "lost to " + String.join(", ", lost));
        row(cells.toArray(String[]::new));
    }

    /** Better is less, unless a margin is given. */
    private static void lostTo(String what, double ours, double theirs, double times, double plus, List<String> lost) {
        if (plus == 0 ? ours >= theirs : ours > times * theirs + plus) {
            lost.add(what);
        }
    }

    /** Racks against the delay over patience, one curve a load; the others' points beside it. */
    Plot curve(Unit unit, ToDoubleFunction<Figures> delay, String label) {
        List<Series> series = new ArrayList<>();
        for (double load : Plan.LOADS) {
            List<Series.Point> points = new ArrayList<>();
            for (int patience : Plan.PATIENCES) {
                Figures its = results.of(Plan.all(unit, load, 0).with(Plan.OURS).waiting(patience));
                points.add(new Series.Point(delay.applyAsDouble(its), its.racks(), patience + " s"));
            }
            series.add(new Series("heddle, load %.2f".formatted(load), Series.Shape.DOTS, points));
        }
        List<Series.Point> theirs = new ArrayList<>();
        for (double load : Plan.LOADS) {
            Figures its = results.of(Plan.all(unit, load, 0));
            theirs.add(new Series.Point(delay.applyAsDouble(its), its.racks(), "%.2f".formatted(load)));
        }
        series.add(new Series(Plan.KUEUE + " (re-implemented), by load", Series.Shape.DOTS, theirs));
        return new Plot(
                "Racks over bound against %s, over patience, unit %s".formatted(label, word(unit)),
                Axis.linear(label + ", s"),
                Axis.linear("racks over bound"),
                series);
    }

    private static String word(Unit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    private void title(String text) {
        out.append("\n### ").append(text).append("\n\n");
    }

    private void row(String... cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void rule(int columns) {
        out.append("|---".repeat(columns)).append("|\n");
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
