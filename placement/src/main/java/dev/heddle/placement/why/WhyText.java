package dev.heddle.placement.why;

import dev.heddle.model.pool.Amounts;
import dev.heddle.model.quantity.Quantity;
import dev.heddle.model.text.HostNames;
import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Seat;
import dev.heddle.placement.gang.Gang;
import dev.heddle.placement.why.Change.Step;
import dev.heddle.placement.why.Conflict.Held;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Answers as people read them: one line a conflict, one a change. */
public final class WhyText {
    /** How many holders are named; of the rest, how many they are. */
    private static final int NAMED = 5;

    private final Question question;
    private final Domains domains;

    private WhyText(Question question) {
        this.question = question;
        this.domains = question.cluster().domains();
    }

    /** Lines without an end of line. */
    public static List<String> of(Question question, Answer answer) {
        return new WhyText(question).lines(answer);
    }

    private List<String> lines(Answer answer) {
        List<String> lines = new ArrayList<>();
        if (answer.fits()) {
            lines.add("there is room");
            return lines;
        }
        if (!answer.conflicts().isEmpty()) {
            lines.add("in the way, each on its own:");
        }
        for (Conflict conflict : answer.conflicts()) {
            lines.add("  " + text(conflict));
            if (!conflict.held().isEmpty() && !conflict.evenIfEmpty()) {
                lines.add("    held by " + held(conflict));
            }
        }
        if (!answer.changes().isEmpty()) {
            lines.add("any of these admits it:");
        }
        answer.changes().forEach(change -> lines.add("  " + text(change)));
        if (!answer.complete()) {
            lines.add("the search was cut short: there may be more in the way, and more ways out");
        }
        return lines;
    }

    private String text(Conflict conflict) {
        String limits =
                new TreeSet<>(conflict.limits()).stream().map(this::text).collect(Collectors.joining(", "));
        boolean missing = !conflict.missing().equals(Amounts.ZERO);
        String distance = conflict.limits().contains(Limit.QUOTA) ? " over it" : " too few are free";
        return limits + ": room for " + conflict.room() + " of "
                + workers(question.gang().size())
                + conflict.closest().map(domain -> " at most, in " + domain).orElse("")
                + (missing && !conflict.evenIfEmpty() ? "; " + text(conflict.missing()) + distance : "")
                + (conflict.evenIfEmpty() ? ", even if nobody held anything" : "");
    }

    private String text(Limit limit) {
        Gang.Wish wish = question.gang().wish();
        return switch (limit) {
            case GPU -> "GPUs";
            case CPU -> "CPU";
            case MEMORY -> "memory";
            case STORAGE -> "storage";
            case BANDWIDTH -> "bandwidth";
            case ONE_A_HOST -> "one worker a host";
            case PACK -> "all in one " + wish.pack().map(Gang.Pack::level).orElse("domain");
            case SPREAD ->
                wish.spread()
                        .map(spread -> "spread over each " + spread.level() + " within " + spread.maxSkew())
                        .orElse("spread");
            case APART -> "one worker a " + wish.apart().orElse("domain");
            case AVOID -> "hosts to avoid";
            case CLOSED -> "hosts that take no workers (" + hosts(Relaxed.closed(question.cluster())) + ")";
            case QUOTA ->
                "quota of tenant " + question.quota().map(Quota::tenant).orElse("");
        };
    }

    private static String held(Conflict conflict) {
        List<Held> held = conflict.held();
        String named = held.stream()
                .limit(NAMED)
                .map(each -> each.holder().name() + " (" + text(each.amounts()) + until(each.holder()) + ")")
                .collect(Collectors.joining(", "));
        return held.size() <= NAMED ? named : named + " and " + (held.size() - NAMED) + " more";
    }

    private static String until(Holder holder) {
        return holder.until().isPresent()
                ? ", until %.0f s".formatted(holder.until().getAsDouble())
                : "";
    }

    private String text(Change change) {
        boolean raise = !change.quota().equals(Amounts.ZERO);
        String quota = "raise the quota of tenant "
                + question.quota().map(Quota::tenant).orElse("") + " by " + text(change.quota());
        String step = text(change.step());
        String both = step.isEmpty() ? quota : raise ? step + ", and " + quota : step;
        return change.smallest() ? both : both + " (less may do)";
    }

    private String text(Step step) {
        return switch (step) {
            case Step.None none -> "";
            case Step.MoreFree more -> "have free: " + seats(more.seats());
            case Step.Release release ->
                "end "
                        + release.holders().stream()
                                .map(holder -> holder.name() + until(holder, release))
                                .collect(Collectors.joining(", "));
            case Step.Open open -> "open " + hosts(open.hosts());
            case Step.FewerWorkers fewer ->
                "take " + fewer.gang().size() + " instead of "
                        + workers(question.gang().size());
            case Step.WeakerWish weaker ->
                new TreeSet<>(weaker.wishes())
                        .stream().map(wish -> text(wish, weaker.gang())).collect(Collectors.joining(", and "));
        };
    }

    /** When they end by themselves; of one that ends alone that is shown. */
    private static String until(Holder holder, Step.Release release) {
        return release.holders().size() == 1 && holder.until().isPresent()
                ? " (it ends at %.0f s)".formatted(holder.until().getAsDouble())
                : "";
    }

    private String text(Limit wish, Gang weaker) {
        Gang.Wish left = weaker.wish();
        return switch (wish) {
            case ONE_A_HOST -> "let workers share hosts";
            case PACK ->
                left.pack()
                        .filter(Gang.Pack::required)
                        .map(pack -> "ask for one " + pack.level() + " instead")
                        .orElse("prefer one domain rather than require it");
            case SPREAD ->
                left.spread().map(spread -> "spread within " + spread.maxSkew()).orElse("do not spread");
            case APART ->
                left.apart().map(level -> "ask for one worker a " + level).orElse("let workers fail together");
            case AVOID -> {
                Set<Integer> used = new TreeSet<>(
                        Avoided.of(question.gang().wish(), domains).hosts());
                used.removeAll(Avoided.of(left, domains).hosts());
                yield "do not avoid " + hosts(used);
            }
            default -> throw new IllegalArgumentException(wish + " is no wish");
        };
    }

    /** Hosts of which the same is wanted, together. */
    private String seats(List<Seat> seats) {
        Map<Amounts, Set<Integer>> alike = new LinkedHashMap<>();
        seats.forEach(seat -> alike.computeIfAbsent(Demand.of(seat.share()), amounts -> new TreeSet<>())
                .add(seat.host()));
        return alike.entrySet().stream()
                .map(each -> text(each.getKey()) + " more on "
                        + (each.getValue().size() > 1 ? "each of " : "") + hosts(each.getValue()))
                .collect(Collectors.joining("; "));
    }

    private String hosts(Set<Integer> hosts) {
        return HostNames.fold(hosts.stream().map(domains::host).toList());
    }

    private static String workers(int count) {
        return count == 1 ? "1 worker" : count + " workers";
    }

    private static String text(Amounts amounts) {
        return Demand.RESOURCES.stream()
                .filter(resource -> Demand.amount(amounts, resource) != 0)
                .map(resource -> text(Demand.amount(amounts, resource), resource))
                .collect(Collectors.joining(", "));
    }

    private static String text(long amount, Limit resource) {
        return switch (resource) {
            case GPU -> amount == 1 ? "1 GPU" : amount + " GPUs";
            case CPU -> Quantity.CPU.format(amount) + " CPU";
            case MEMORY -> Quantity.BYTES.format(amount) + " memory";
            case STORAGE -> Quantity.BYTES.format(amount) + " storage";
            default -> Quantity.BANDWIDTH.format(amount);
        };
    }
}
