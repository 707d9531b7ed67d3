package dev.heddle.model.pool;

/**
 * What is set aside for a slice.
 *
 * @param reserved declared
 * @param leased by those that draw on it
 */
public record SliceBook(Amounts reserved, Amounts leased) {
    static final SliceBook EMPTY = new SliceBook(Amounts.ZERO, Amounts.ZERO);

    /** What nobody else can have: the reservation, and leases beyond it. */
    public Amounts held() {
        return reserved.max(leased);
    }
}
