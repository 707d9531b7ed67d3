package dev.heddle.model.quantity;

import dev.heddle.model.text.Quote;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be measured out, with its units. Amounts are exact longs in the smallest unit: thousandths of a core, bytes,
 * bit/s.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists come from List.of
public enum Quantity {
    /** Thousandths of a core. */
    CPU(List.of(new Unit("", 1_000), new Unit("m", 1)), List.of()),
    /** Bytes, of memory or storage. Powers of 1000 are read, never written. */
    BYTES(
            List.of(
                    new Unit("Ei", 1L << 60),
                    new Unit("Pi", 1L << 50),
                    new Unit("Ti", 1L << 40),
                    new Unit("Gi", 1L << 30),
                    new Unit("Mi", 1L << 20),
                    new Unit("Ki", 1L << 10),
                    new Unit("", 1)),
            List.of(
                    new Unit("k", 1_000L),
                    new Unit("M", 1_000_000L),
                    new Unit("G", 1_000_000_000L),
                    new Unit("T", 1_000_000_000_000L))),
    /** Bit/s. A number without a unit is read as bit/s. */
    BANDWIDTH(
            List.of(
                    new Unit("Tbps", 1_000_000_000_000L),
                    new Unit("Gbps", 1_000_000_000L),
                    new Unit("Mbps", 1_000_000L),
                    new Unit("kbps", 1_000L),
                    new Unit("bps", 1)),
            List.of(new Unit("", 1))),
    /** Whole things. */
    COUNT(List.of(new Unit("", 1)), List.of());

    private static final Pattern FORM = Pattern.compile("(-?)(\\d{1,30}(?:\\.\\d{1,30})?)([A-Za-z]{0,8})");
    private static final BigDecimal LIMIT = new BigDecimal(BigInteger.ONE.shiftLeft(63));

    private final List<Unit> written;
    private final List<Unit> alsoRead;

    private record Unit(String suffix, long factor) {}

    /** @param written largest first; the last has the factor 1 */
    Quantity(List<Unit> written, List<Unit> alsoRead) {
        this.written = written;
        this.alsoRead = alsoRead;
    }

    /**
     * Reads a decimal followed at once by a unit: {@code 500m}, {@code 64Gi}, {@code 2.5Gbps}.
     *
     * @return the amount in the smallest unit, 0 to 2^63 - 1
     * @throws QuantityFormatException if it is none, negative, too large, or finer than the smallest unit
     */
    public long parse(String text) {
        BigDecimal amount = amount(text, form(text));
        try {
            return amount.longValueExact();
        } catch (ArithmeticException fraction) {
            throw bad(text, "is too fine", "a multiple of " + format(1));
        }
    }

    /**
     * Reads what is measured rather than counted out: a plain decimal of any fineness, its unit written.
     *
     * @return the amount in the smallest unit, less than 2^63
     * @throws QuantityFormatException if it is none, negative or too large
     */
    public BigDecimal parseMeasure(String text) {
        Matcher form = form(text);
        if (form.group(3).isEmpty()) {
            throw bad(text, "has no unit", expected());
        }
        if (!form.group(1).isEmpty()) {
            throw bad(text, "is negative", "0 or more");
        }
        return amount(text, form);
    }

    private Matcher form(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw bad(text, "is no quantity", expected());
        }
        return form;
    }

    private BigDecimal amount(String text, Matcher form) {
        Unit unit = unit(form.group(3))
                .orElseThrow(() -> bad(text, "has the unknown unit \"%s\"".formatted(form.group(3)), expected()));
        BigDecimal amount = new BigDecimal(form.group(2)).multiply(BigDecimal.valueOf(unit.factor));
        if (!form.group(1).isEmpty() && amount.signum() != 0) {
            throw bad(text, "is negative", "0 or more");
        }
        if (amount.compareTo(LIMIT) >= 0) {
            throw bad(text, "is too large", "at most " + format(Long.MAX_VALUE));
        }
        return amount;
    }

    /** The amount in the largest unit that leaves an integer: {@code 7500m}, {@code 65436Mi}, {@code 9800Mbps}; zero is {@code 0}. */
    public String format(long amount) {
        return format(BigInteger.valueOf(amount));
    }

    /** As {@link #format(long)}, for sums and differences: these may be negative or longer than 64 bits. */
    public String format(BigInteger amount) {
        if (amount.signum() == 0) {
            return "0";
        }
        for (Unit unit : written) {
            BigInteger[] parts = amount.divideAndRemainder(BigInteger.valueOf(unit.factor));
            if (parts[1].signum() == 0) {
                return parts[0] + unit.suffix;
            }
        }
        throw new IllegalStateException("the smallest unit of " + this + " is not 1");
    }

    /** As {@link #format(long)} of any amount; of one with a fraction, a decimal of the smallest unit: {@code 0.5bps}. */
    public String format(BigDecimal amount) {
        if (amount.signum() == 0) {
            return "0";
        }
        Unit unit = written.stream()
                .filter(u -> amount.remainder(BigDecimal.valueOf(u.factor)).signum() == 0)
                .findFirst()
                .orElse(written.getLast());
        return amount.divide(BigDecimal.valueOf(unit.factor))
                        .stripTrailingZeros()
                        .toPlainString()
                + unit.suffix;
    }

    /** What a reader expects, for messages and schemas. */
    public String expected() {
        String units =
                written.stream().map(Unit::suffix).filter(s -> !s.isEmpty()).collect(Collectors.joining(", "));
        return switch (this) {
            case CPU -> "cores as 8 or thousandths as 500m";
            case BYTES -> "bytes as a number with " + units + " or none";
            case BANDWIDTH -> "bit/s as a number with " + units;
            case COUNT -> "an integer";
        };
    }

    private Optional<Unit> unit(String suffix) {
        return Stream.concat(written.stream(), alsoRead.stream())
                .filter(u -> u.suffix.equals(suffix))
                .findFirst();
    }

    private static QuantityFormatException bad(String text, String why, String expected) {
        return new QuantityFormatException("%s %s, expected %s".formatted(Quote.of(text), why, expected));
    }
}
