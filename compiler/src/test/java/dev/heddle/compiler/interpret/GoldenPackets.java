package dev.heddle.compiler.interpret;

import dev.heddle.flow.Bits;
import dev.heddle.flow.Field;
import dev.heddle.flow.Flow;
import dev.heddle.flow.Layers;
import dev.heddle.flow.Match;
import dev.heddle.flow.interpret.Packet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Packets at random out of the values that flows match, so that many of them get through, and some of none. */
final class GoldenPackets {
    private static final List<Field> TUNNEL = List.of(Field.TUN_ID, Field.TUN_SRC, Field.TUN_IPV6_SRC);
    private static final List<Field> ETHERNET = List.of(Field.ETH_SRC, Field.ETH_DST);
    private static final List<Field> ARP = List.of(Field.ARP_OP, Field.ARP_SPA, Field.ARP_TPA, Field.ARP_SHA);
    private static final List<Field> IPV4 = List.of(Field.IPV4_SRC, Field.IPV4_DST);
    private static final List<Field> IPV6 = List.of(Field.IPV6_SRC, Field.IPV6_DST);
    private static final List<Field> UDP = List.of(Field.UDP_SRC, Field.UDP_DST);
    private static final List<Field> ND = List.of(Field.ND_TARGET, Field.ND_SLL, Field.ND_TLL);

    /** Fields that hold the same kind of address. */
    private static final List<List<Field>> ALIKE = List.of(
            List.of(Field.ETH_SRC, Field.ETH_DST, Field.ARP_SHA, Field.ND_SLL, Field.ND_TLL),
            List.of(Field.IPV4_SRC, Field.IPV4_DST, Field.ARP_SPA, Field.ARP_TPA),
            List.of(Field.IPV6_SRC, Field.IPV6_DST, Field.ND_TARGET));

    /** No fragment, the first, a later one. */
    private static final int[] FRAGMENTS = {0, 0, 0, 0, 1, 3};

    private final SplittableRandom random;
    private final int ports;
    private final Map<Field, List<Bits>> values = new EnumMap<>(Field.class);

    /** @param ports packets come from 1 to this */
    GoldenPackets(List<Flow> flows, int ports, SplittableRandom random) {
        this.random = random;
        this.ports = ports;
        for (Flow flow : flows) {
            for (Match.Term term : flow.match().terms()) {
                values.computeIfAbsent(kind(term.field()), f -> new ArrayList<>())
                        .add(term.value());
            }
        }
    }

    private static Field kind(Field field) {
        return ALIKE.stream()
                .filter(l -> l.contains(field))
                .findFirst()
                .orElse(List.of(field))
                .getFirst();
    }

    String packet() {
        Packet packet = new Packet().inPort(1 + random.nextInt(ports));
        if (packet.inPort() == 1) {
            fill(packet, TUNNEL);
        }
        fill(packet, ETHERNET);
        if (random.nextInt(12) == 0) {
            packet.set(Field.VLAN_TCI, 0x1000 | random.nextInt(5));
        }
        switch (random.nextInt(8)) {
            case 0 -> packet.set(Field.ETH_TYPE, 0x88cc);
            case 1, 2 -> fill(packet.set(Field.ETH_TYPE, 0x806), ARP);
            case 3, 4 -> transport(fill(packet.set(Field.ETH_TYPE, Layers.IPV4), IPV4), false);
            case 5 -> transport(fill(packet.set(Field.ETH_TYPE, Layers.IPV6), IPV6), true);
            default -> neighbour(fill(packet.set(Field.ETH_TYPE, Layers.IPV6), IPV6));
        }
        if (packet.has(Field.IP_FRAG)) {
            packet.set(Field.IP_FRAG, FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
        }
        return packet.toString();
    }

    private void transport(Packet packet, boolean ipv6) {
        switch (random.nextInt(4)) {
            case 0 -> fill(packet.set(Field.IP_PROTO, 17), UDP);
            case 1 -> packet.set(Field.IP_PROTO, 6).set(Field.TCP_DST, 80).set(Field.TCP_SRC, random.nextInt(65536));
            case 2 ->
                fill(packet.set(Field.IP_PROTO, ipv6 ? 58 : 1), List.of(ipv6 ? Field.ICMPV6_TYPE : Field.ICMP_TYPE));
            default -> packet.set(Field.IP_PROTO, random.nextInt(3) == 0 ? 0 : 47);
        }
    }

    private void neighbour(Packet packet) {
        packet.set(Field.IP_PROTO, 58).set(Field.ICMPV6_TYPE, 135 + random.nextInt(2));
        for (Field field : ND) {
            if (packet.has(field)) {
                fill(packet, List.of(field));
            }
        }
    }

    private Packet fill(Packet packet, List<Field> fields) {
        for (Field field : fields) {
            packet.set(field, value(field));
        }
        return packet;
    }

    private Bits value(Field field) {
        List<Bits> known = values.getOrDefault(kind(field), List.of());
        if (known.isEmpty() || random.nextInt(10) == 0) {
            return field == Field.ETH_DST ? Bits.ones(48) : Bits.of(random.nextInt(4));
        }
        return known.get(random.nextInt(known.size()));
    }
}
