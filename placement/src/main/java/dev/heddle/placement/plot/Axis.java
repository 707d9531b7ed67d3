package dev.heddle.placement.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * How numbers lie along one side.
 *
 * @param label with the unit
 * @param log by powers of ten; every number on it must then be above 0
 */
public record Axis(String label, boolean log) {
    private static final double[] NICE = {1, 2, 5, 10};
    private static final int TICKS = 8;

    public static Axis linear(String label) {
        return new Axis(label, false);
    }

    public static Axis log(String label) {
        return new Axis(label, true);
    }

    /** The range from tick to tick that holds both. */
    Range around(double low, double high) {
        if (log) {
            double from = Math.floor(Math.log10(low));
            double to = Math.ceil(Math.log10(high));
            return new Range(from, Math.max(to, from + 1), 1, true);
        }
        double span = high > low ? high - low : Math.max(1, Math.abs(high));
        double rough = span / (TICKS - 1);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = NICE[NICE.length - 1] * power;
        for (int i = NICE.length - 1; i >= 0 && NICE[i] * power >= rough; i--) {
            step = NICE[i] * power;
        }
        return new Range(
                Math.floor(low / step) * step,
                Math.ceil(high > low ? high / step : low / step + 1) * step,
                step,
                false);
    }

    /** From one number to another, in tens' exponents where it is logarithmic. */
    record Range(double from, double to, double step, boolean log) {
        /** Where a number lies, 0 to 1. */
        double share(double value) {
            return ((log ? Math.log10(value) : value) - from) / (to - from);
        }

        /** The numbers to mark. */
        List<Double> ticks() {
            List<Double> out = new ArrayList<>();
            long count = Math.round((to - from) / step);
            for (int i = 0; i <= count; i++) {
                double tick = from + i * step;
                out.add(log ? Math.pow(10, tick) : tick);
            }
            return out;
        }

        String text(double tick) {
            double rounded = log ? tick : Math.round(tick / step) * step;
            BigDecimal short8 = new BigDecimal(rounded).round(new MathContext(8));
            return short8.signum() == 0 ? "0" : short8.stripTrailingZeros().toPlainString();
        }
    }
}
