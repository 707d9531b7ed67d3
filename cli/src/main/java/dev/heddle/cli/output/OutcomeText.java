package dev.heddle.cli.output;

import dev.heddle.model.quantity.Quantity;
import dev.heddle.placement.allocation.Outcome;
import dev.heddle.placement.allocation.Outcome.Infeasible;
import dev.heddle.placement.allocation.Outcome.Optimal;
import dev.heddle.placement.allocation.Outcome.Share;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** What came of a traffic allocation, for a person. */
public final class OutcomeText {
    private static final MathContext SHOWN = new MathContext(6);
    private static final int GIGA = 9;

    private OutcomeText() {}

    public static String of(Outcome outcome) {
        return switch (outcome) {
            case Optimal optimal -> of(optimal);
            case Infeasible infeasible -> of(infeasible);
        };
    }

    private static String of(Optimal optimal) {
        Table prices = new Table(List.of("USED UP", "WORTH OF 1Gbps MORE"));
        optimal.binding()
                .forEach(b ->
                        prices.add(List.of(b.network(), number(b.shadowPrice().scaleByPowerOfTen(GIGA)))));
        return "optimal: objective " + number(optimal.objective()) + "\n\n" + shares(optimal.shares())
                + (optimal.binding().isEmpty() ? "" : "\n" + prices.text());
    }

    private static String of(Infeasible infeasible) {
        List<String> classes = infeasible.classes();
        String conflict = classes.size() == 1
                ? classes.getFirst() + " alone brings more than all of them"
                : String.join(", ", classes) + " together bring more than all of them; without any one the rest fits";
        return "infeasible: the networks carry %s less than the classes bring%nconflict: %s%n"
                        .formatted(Quantity.BANDWIDTH.format(infeasible.relaxation()), conflict)
                + "best effort: " + number(infeasible.served()) + " of every class\n"
                + (infeasible.shares().isEmpty() ? "" : "\n" + shares(infeasible.shares()));
    }

    private static String shares(List<Share> shares) {
        Table table = new Table(List.of("CLASS", "NETWORK", "SHARE"));
        shares.forEach(s -> table.add(List.of(s.trafficClass(), s.network(), number(s.share()))));
        return table.text();
    }

    private static String number(BigDecimal value) {
        BigDecimal shown = value.round(SHOWN).stripTrailingZeros();
        boolean plain = shown.precision() - shown.scale() <= 15 && shown.scale() <= 12;
        return plain ? shown.toPlainString() : shown.toString();
    }
}
