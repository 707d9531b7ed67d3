package dev.heddle.model.manifest.schema;

import dev.heddle.model.net.AddressFormatException;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.text.Quote;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code tcp:HOST:PORT} (an IPv6 address in brackets) or {@code unix:PATH}, as OVS spells it. */
final class OvsdbEndpoint {
    private static final Pattern TCP = Pattern.compile("tcp:(?:\\[([^]]+)]|([^:\\[\\]]+)):([0-9]{1,5})");
    private static final Pattern UNIX = Pattern.compile("unix:[^\\p{C}]{1,107}");
    private static final Pattern HOST_NAME = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*");

    private OvsdbEndpoint() {}

    /** The text itself, or {@link IllegalArgumentException}. */
    static String check(String text) {
        if (UNIX.matcher(text).matches()) {
            return text;
        }
        Matcher tcp = TCP.matcher(text);
        if (!tcp.matches() || !isHost(tcp.group(1), tcp.group(2))) {
            throw new IllegalArgumentException(
                    "found %s, expected tcp:HOST:PORT or unix:PATH".formatted(Quote.of(text)));
        }
        int port = Integer.parseInt(tcp.group(3));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("found port %d, expected 1 to 65535".formatted(port));
        }
        return text;
    }

    private static boolean isHost(@Nullable String bracketed, String plain) {
        if (bracketed != null) {
            return isAddress(bracketed);
        }
        boolean numbers = plain.matches("[0-9.]+");
        return numbers ? isAddress(plain) : HOST_NAME.matcher(plain).matches();
    }

    private static boolean isAddress(String text) {
        try {
            return !IpAddress.parse(text).isMulticast();
        } catch (AddressFormatException none) {
            return false;
        }
    }
}
