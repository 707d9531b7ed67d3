package dev.heddle.placement.replay;

import dev.heddle.placement.cluster.Domains;
import dev.heddle.placement.cluster.Seat;
import java.util.List;
import java.util.stream.IntStream;

/** How many racks gangs take, and how few could hold them. Immutable. */
public final class Racks {
    private final Domains domains;
    private final int level;
    /** By a number of racks: how many hosts the largest of them have together. */
    private final int[] largest;

    public Racks(Domains domains) {
        this.domains = domains;
        this.level = domains.levels() - 1;
        int[] sizes = IntStream.range(0, domains.domains(level))
                .map(rack -> domains.size(level, rack))
                .sorted()
                .toArray();
        this.largest = new int[sizes.length + 1];
        for (int i = 1; i < largest.length; i++) {
            largest[i] = largest[i - 1] + sizes[sizes.length - i];
        }
    }

    /** In how many racks the seats are. */
    public int of(List<Seat> seats) {
        return (int) seats.stream()
                .mapToInt(seat -> domains.domainOf(level, seat.host()))
                .distinct()
                .count();
    }

    /**
     * The fewest racks whose sizes hold so many workers, each on a host of its own.
     *
     * @throws IllegalArgumentException if all hosts are too few
     */
    public int bound(int workers) {
        for (int racks = 0; racks < largest.length; racks++) {
            if (largest[racks] >= workers) {
                return racks;
            }
        }
        throw new IllegalArgumentException(workers + " workers on " + domains.hosts() + " hosts");
    }
}
