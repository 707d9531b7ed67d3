package dev.heddle.model.spec;

import java.util.OptionalLong;

/**
 * Amounts of the pool's resources; a resource that is not mentioned is empty.
 *
 * @param cpu thousandths of a core
 * @param gpu whole devices
 * @param memory bytes
 * @param storage bytes
 * @param bandwidth bit/s
 */
public record Resources(
        OptionalLong cpu, OptionalLong gpu, OptionalLong memory, OptionalLong storage, OptionalLong bandwidth) {
    public static final Resources NONE = new Resources(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    public boolean isEmpty() {
        return equals(NONE);
    }
}
