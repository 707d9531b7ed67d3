package dev.heddle.model.state;

import dev.heddle.model.ObjectKey;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.net.MacAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Which port holds which address in one virtual network. Immutable. Beside the holders it keeps the taken addresses as
 * runs without gaps, so that the lowest free one is found without a walk over the taken ones.
 *
 * @param runs first to last address of each run of taken addresses; runs never touch
 */
public record AddressBook(
        PSortedMap<IpAddress, ObjectKey> ips,
        PSortedMap<MacAddress, ObjectKey> macs,
        PSortedMap<IpAddress, IpAddress> runs) {
    public static final AddressBook EMPTY = new AddressBook(TreePMap.empty(), TreePMap.empty(), TreePMap.empty());

    public @Nullable ObjectKey holder(IpAddress ip) {
        return ips.get(ip);
    }

    public @Nullable ObjectKey holder(MacAddress mac) {
        return macs.get(mac);
    }

    /** The lowest address that is free and that a port may have: usable, and not the gateway's. */
    public Optional<IpAddress> lowestFree(IpPrefix subnet) {
        IpAddress lowest = subnet.firstUsable().plus(1);
        Map.Entry<IpAddress, IpAddress> run = runs.floorEntry(lowest);
        if (run != null && run.getValue().compareTo(lowest) >= 0) {
            lowest = run.getValue().plus(1);
        }
        return subnet.isUsable(lowest) && !lowest.equals(subnet.firstUsable()) ? Optional.of(lowest) : Optional.empty();
    }

    /** With the address held by the port; who held it gives it up in the same batch. */
    public AddressBook claim(IpAddress ip, ObjectKey port) {
        if (ips.containsKey(ip)) {
            return new AddressBook(ips.plus(ip, port), macs, runs);
        }
        Map.Entry<IpAddress, IpAddress> below = runs.lowerEntry(ip);
        Map.Entry<IpAddress, IpAddress> above = runs.higherEntry(ip);
        PSortedMap<IpAddress, IpAddress> joined = runs;
        IpAddress first = ip;
        IpAddress last = ip;
        if (below != null && adjacent(below.getValue(), ip)) {
            first = below.getKey();
        }
        if (above != null && adjacent(ip, above.getKey())) {
            last = above.getValue();
            joined = joined.minus(above.getKey());
        }
        return new AddressBook(ips.plus(ip, port), macs, joined.plus(first, last));
    }

    /** Without the address, if it is the port's. */
    public AddressBook release(IpAddress ip, ObjectKey port) {
        Map.Entry<IpAddress, IpAddress> run = runs.floorEntry(ip);
        if (run == null || !port.equals(ips.get(ip))) {
            return this;
        }
        PSortedMap<IpAddress, IpAddress> split = runs.minus(run.getKey());
        if (run.getKey().compareTo(ip) < 0) {
            split = split.plus(run.getKey(), before(ip));
        }
        if (run.getValue().compareTo(ip) > 0) {
            split = split.plus(ip.plus(1), run.getValue());
        }
        return new AddressBook(ips.minus(ip), macs, split);
    }

    /** With the MAC held by the port; who held it gives it up in the same batch. */
    public AddressBook claim(MacAddress mac, ObjectKey port) {
        return new AddressBook(ips, macs.plus(mac, port), runs);
    }

    /** Without the MAC, if it is the port's. */
    public AddressBook release(MacAddress mac, ObjectKey port) {
        return port.equals(macs.get(mac)) ? new AddressBook(ips, macs.minus(mac), runs) : this;
    }

    private static IpAddress before(IpAddress ip) {
        return new IpAddress(ip.v6(), ip.lo() == 0 ? ip.hi() - 1 : ip.hi(), ip.lo() - 1);
    }

    private static boolean adjacent(IpAddress low, IpAddress high) {
        return low.v6() == high.v6() && low.plus(1).equals(high);
    }
}
