package dev.heddle.placement.replay.input;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A file cannot be used. The message has one line per fault. */
public final class InputException extends Exception {
    /** A file that is no log at all would have as many faults as lines. */
    private static final int SHOWN = 20;

    private final transient List<Fault> faults;

    InputException(List<Fault> faults) {
        super(text(faults));
        this.faults = List.copyOf(faults);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    private static String text(List<Fault> faults) {
        String lines = faults.stream().limit(SHOWN).map(Fault::toString).collect(Collectors.joining("\n"));
        return faults.size() <= SHOWN ? lines : lines + "\nand " + (faults.size() - SHOWN) + " more";
    }

    /** All of them, by position. */
    public List<Fault> faults() {
        return faults;
    }
}
