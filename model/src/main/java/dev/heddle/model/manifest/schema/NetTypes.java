package dev.heddle.model.manifest.schema;

import dev.heddle.model.manifest.ManifestError;
import dev.heddle.model.manifest.tree.Node;
import dev.heddle.model.net.IpAddress;
import dev.heddle.model.net.IpPrefix;
import dev.heddle.model.net.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Addresses, subnets and MACs that may be declared. */
final class NetTypes {
    /** An address that a host or workload may have. */
    static final Type<IpAddress> ADDRESS = new Declarable<>(
            new TextType<>(
                    "an IP address as a string",
                    ManifestError.BAD_ADDRESS,
                    IpAddress::parse,
                    IpAddress::toString,
                    Optional.empty()),
            address -> refusedClass(new IpPrefix(address, address.width())));

    /** A subnet of addresses that workloads may have. */
    static final Type<IpPrefix> SUBNET = new Declarable<>(
            new TextType<>(
                    "a subnet as a string",
                    ManifestError.BAD_PREFIX,
                    NetTypes::prefix,
                    IpPrefix::toString,
                    Optional.empty()),
            NetTypes::refusedClass);

    /** The MAC of one interface. */
    static final Type<MacAddress> MAC = new TextType<>(
            "a MAC address as a string",
            ManifestError.BAD_MAC,
            NetTypes::unicastMac,
            MacAddress::toString,
            Optional.empty());

    /** Where an OVSDB server listens: {@code tcp:HOST:PORT} or {@code unix:PATH}. */
    static final Type<String> OVSDB = new TextType<>(
            "tcp:HOST:PORT or unix:PATH",
            ManifestError.BAD_ENDPOINT,
            OvsdbEndpoint::check,
            Function.identity(),
            Optional.of(Pattern.compile("tcp:.+:[0-9]{1,5}|unix:.+")));

    /** A class of addresses that nobody may declare. */
    private record Refused(IpPrefix range, String name) {}

    private static final List<Refused> REFUSED = List.of(
            new Refused(IpPrefix.parse("0.0.0.0/8"), "\"this network\""),
            new Refused(IpPrefix.parse("127.0.0.0/8"), "loopback"),
            new Refused(IpPrefix.parse("169.254.0.0/16"), "link-local"),
            new Refused(IpPrefix.parse("224.0.0.0/4"), "multicast"),
            new Refused(IpPrefix.parse("240.0.0.0/4"), "reserved"),
            new Refused(IpPrefix.parse("::/128"), "unspecified"),
            new Refused(IpPrefix.parse("::1/128"), "loopback"),
            new Refused(new IpPrefix(IpAddress.v6(0, 0xffff_0000_0000L), 96), "IPv4-mapped"),
            new Refused(IpPrefix.parse("fe80::/10"), "link-local"),
            new Refused(IpPrefix.parse("ff00::/8"), "multicast"));

    private NetTypes() {}

    private static Optional<String> refusedClass(IpPrefix written) {
        return REFUSED.stream()
                .filter(refused -> refused.range.overlaps(written))
                .findFirst()
                .map(refused -> refused.name + " (" + refused.range + ")");
    }

    private static IpPrefix prefix(String text) {
        IpPrefix prefix = IpPrefix.parse(text);
        if (prefix.length() == 0) {
            throw new IllegalArgumentException("\"%s\" is everything, expected a longer prefix".formatted(text));
        }
        return prefix;
    }

    private static MacAddress unicastMac(String text) {
        MacAddress mac = MacAddress.parse(text);
        if (mac.isGroup() || mac.isZero()) {
            String what = mac.isZero() ? "zero" : "a group address";
            throw new IllegalArgumentException(
                    "%s is %s, expected the MAC address of one interface".formatted(mac, what));
        }
        return mac;
    }

    /** Adds to a type of addresses that some classes are refused. */
    private record Declarable<T>(TextType<T> type, Function<T, Optional<String>> refused) implements Type<T> {
        @Override
        public @Nullable T read(Node node, String path, Report report) {
            T value = type.read(node, path, report);
            if (value == null) {
                return null;
            }
            Optional<String> why = refused.apply(value);
            why.ifPresent(name -> report.add(
                    ManifestError.ADDRESS_CLASS,
                    node.at(),
                    path,
                    "%s is %s, expected unicast addresses".formatted(value, name)));
            return why.isPresent() ? null : value;
        }

        @Override
        public JsonNode write(T value) {
            return type.write(value);
        }

        @Override
        public ObjectNode schema() {
            return type.schema();
        }
    }
}
