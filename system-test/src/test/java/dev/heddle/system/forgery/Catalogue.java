package dev.heddle.system.forgery;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every forgery of this package. */
public final class Catalogue {
    private Catalogue() {}

    /**
     * All that {@code self} may try on {@code other}, a port of its slice.
     *
     * @param foreign4 IPv4 addresses that are not {@code self}'s, by whose they are
     * @param foreign6 as {@code foreign4}, for IPv6
     */
    public static List<Forgery> of(
            Party self, Party other, Map<String, byte[]> foreign4, Map<String, byte[]> foreign6) {
        return Stream.of(
                        LinkForgeries.of(self, other),
                        Ipv4Forgeries.of(self, other, foreign4),
                        Ipv6Forgeries.of(self, other, foreign6))
                .flatMap(List::stream)
                .toList();
    }
}
