package dev.heddle.model.decide;

import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which addresses of a slice's subnets a port may have. */
final class Subnets {
    private Subnets() {}

    /** Whether a port may have the address in this subnet; the lowest usable one is the gateway's. */
    static boolean usable(IpPrefix subnet, IpAddress ip) {
        return subnet.isUsable(ip) && !ip.equals(subnet.firstUsable());
    }

    static boolean usable(List<IpPrefix> subnets, IpAddress ip) {
        return subnets.stream().anyMatch(s -> usable(s, ip));
    }

    /** Why no port may have the address; empty if one may. */
    static Optional<String> refusal(List<IpPrefix> subnets, String slice, IpAddress ip) {
        for (IpPrefix subnet : subnets) {
            if (ip.equals(subnet.firstUsable())) {
                return Optional.of("%s is the gateway's address of %s".formatted(ip, subnet));
            }
            if (subnet.contains(ip)) {
                return usable(subnet, ip) ? Optional.empty() : Optional.of(reserved(subnet, ip));
            }
        }
        String all = subnets.stream().map(IpPrefix::toString).collect(Collectors.joining(", "));
        return Optional.of("%s lies in no subnet of slice %s, expected one of %s".formatted(ip, slice, all));
    }

    private static String reserved(IpPrefix subnet, IpAddress ip) {
        String what = subnet.v6()
                ? "subnet-router anycast address"
                : ip.equals(subnet.first()) ? "network address" : "broadcast address";
        return "%s is the %s of %s".formatted(ip, what, subnet);
    }
}
