package dev.heddle.placement.replay.input;

import dev.heddle.model.text.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** A row of a {@link Sheet}. What a cell should be and is not becomes a fault of the sheet, and the answer some value. */
final class Row {
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}(\\.\\d{0,18})?([eE][+-]?\\d{1,2})?");
    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal LONGEST = BigDecimal.valueOf(1_000_000_000);

    private final Sheet sheet;
    private final int line;
    private final List<String> cells;

    Row(Sheet sheet, int line, List<String> cells) {
        this.sheet = sheet;
        this.line = line;
        this.cells = cells;
    }

    int line() {
        return line;
    }

    /** The cell, without space around it; perhaps empty. */
    String cell(String column) {
        return cells.get(sheet.column(column)).strip();
    }

    /** Not empty. */
    String name(String column) {
        String text = cell(column);
        if (text.isEmpty()) {
            fault(column, "empty");
        }
        return text;
    }

    /** A whole number from {@code least} to {@code most}. */
    int whole(String column, int least, int most) {
        return whole(column, cell(column), least, most);
    }

    int whole(String column, String text, int least, int most) {
        long value = DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1;
        if (value < least || value > most) {
            fault(column, "found " + Quote.of(text) + ", expected a whole number from " + least + " to " + most);
            return least;
        }
        return (int) value;
    }

    /** Microseconds, from a decimal number of seconds up to 1,000,000,000. */
    long seconds(String column) {
        String text = cell(column);
        BigDecimal value = DECIMAL.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.valueOf(-1);
        if (value.signum() < 0 || value.compareTo(LONGEST) > 0) {
            fault(column, "found " + Quote.of(text) + ", expected seconds from 0 to " + LONGEST.toPlainString());
            return 0;
        }
        return value.multiply(MICROS).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /** Microseconds since 1970 in the log's own time zone, from {@code 2017-10-09 07:01:55} with a space or a T. */
    long instant(String column) {
        String text = cell(column);
        try {
            LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
            if (time.getYear() >= 1970 && time.getYear() < 10_000) {
                return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant(ZoneOffset.UTC));
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        fault(column, "found " + Quote.of(text) + ", expected a time as 2017-10-09 07:01:55");
        return 0;
    }

    void fault(String column, String message) {
        int at = 1;
        for (int i = 0; i < sheet.column(column); i++) {
            at += cells.get(i).length() + 1;
        }
        sheet.fault(line, at, column, message);
    }
}
