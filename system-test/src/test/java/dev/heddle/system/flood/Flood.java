package dev.heddle.system.flood;

import dev.heddle.system.forgery.Party;
import dev.heddle.system.wire.Address;
import dev.heddle.system.wire.Ethernet;
import dev.heddle.system.wire.Ip;
import dev.heddle.system.wire.Nd;
import dev.heddle.system.wire.RawSocket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A third ARP requests and a third solicitations, true as to their sender, for random addresses that mostly nobody has;
 * a third neighbour discovery with crafted options. Each frame unlike the last, so that every one costs a switch most.
 */
public final class Flood {
    private static final byte[] NOBODY = new byte[6];
    private static final int CRAFTED_TYPES = 5;

    private final Party self;
    private final List<Party> others;
    private final Random random;

    public Flood(Party self, List<Party> others, Random random) {
        this.self = self;
        this.others = List.copyOf(others);
        this.random = random;
    }

    /** Sends so many frames, at that rate where the machine allows. */
    public void send(RawSocket socket, int frames, int perSecond) {
        long start = System.nanoTime();
        long step = Duration.ofSeconds(1).toNanos() / perSecond;
        for (int i = 0; i < frames; i++) {
            long ahead = start + i * step - System.nanoTime();
            if (ahead > 1_000_000) {
                LockSupport.parkNanos(ahead);
            }
            byte[] frame = switch (i % 3) {
                case 0 -> request();
                case 1 -> solicitation();
                default -> crafted();
            };
            while (!socket.send(frame)) {
                Thread.onSpinWait();
            }
        }
    }

    private byte[] request() {
        byte[] target = self.ip4().clone();
        target[3] = (byte) random.nextInt(256);
        return Ethernet.frame(
                Ethernet.BROADCAST,
                self.mac(),
                Ethernet.ARP,
                Ethernet.arp(Ethernet.REQUEST, self.mac(), self.ip4(), NOBODY, target, new byte[0]));
    }

    private byte[] solicitation() {
        byte[] target = self.ip6().clone();
        byte[] low = new byte[8];
        random.nextBytes(low);
        System.arraycopy(low, 0, target, 8, 8);
        byte[] group = Address.solicitedNode(target);
        return Ethernet.frame(
                Address.multicastMac(group),
                self.mac(),
                Ethernet.IPV6,
                Ip.v6(
                        self.ip6(),
                        group,
                        Nd.solicitation(self.ip6(), group, target, Nd.option(Nd.SOURCE_LINK_LAYER, self.mac()))));
    }

    /** A message of any discovery type to a neighbour or to all: options of any type, length and number, also cut off. */
    private byte[] crafted() {
        Party other = others.get(random.nextInt(others.size()));
        byte[] source = random.nextBoolean() ? self.ip6() : self.linkLocal();
        byte[] target = switch (random.nextInt(3)) {
            case 0 -> other.ip6();
            case 1 -> self.ip6();
            default -> other.linkLocal();
        };
        byte[] rest = new byte[20 + random.nextInt(120)];
        random.nextBytes(rest);
        System.arraycopy(target, 0, rest, 4, target.length);
        options(rest, 20);
        byte[] group = Address.solicitedNode(target);
        boolean toAll = random.nextBoolean();
        int type = Nd.ROUTER_SOLICITATION + random.nextInt(CRAFTED_TYPES);
        return Ethernet.frame(
                toAll ? Address.multicastMac(group) : other.mac(),
                self.mac(),
                Ethernet.IPV6,
                Ip.v6(source, toAll ? group : other.ip6(), Ip.icmpv6(source, toAll ? group : other.ip6(), type, rest)));
    }

    /** Writes option headers over random bytes: own and foreign addresses, lengths that fit, are 0, or reach too far. */
    private void options(byte[] bytes, int from) {
        int at = from;
        while (at + 8 <= bytes.length) {
            bytes[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 1 + random.nextInt(2));
            int units = random.nextInt(8) == 0 ? random.nextInt(256) : random.nextInt(4);
            bytes[at + 1] = (byte) units;
            if (random.nextBoolean()) {
                System.arraycopy(self.mac(), 0, bytes, at + 2, 6);
            }
            at += 8 * Math.max(1, units);
        }
    }
}
