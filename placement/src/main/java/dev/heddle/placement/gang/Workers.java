package dev.heddle.placement.gang;

/**
 * Workers of a gang that need the same.
 *
 * @param count at least 1
 */
public record Workers(int count, Need need) {
    public Workers {
        if (count < 1) {
            throw new IllegalArgumentException(count + " workers");
        }
    }
}
